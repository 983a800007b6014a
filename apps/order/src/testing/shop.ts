import { randomUUID } from 'node:crypto';
import { openBench, ServiceBench } from '@tandem/testing';
import type { BenchOptions } from '@tandem/testing';
import { migrations, service } from '../service.js';
import { CatalogStandIn1600000000001, InventoryStandIn1600000000002 } from './stand-ins.js';

/** Somebody with an access token. */
export interface Person {
  id: string;
  token: string;
}

export interface PartOptions {
  kind?: 'physical' | 'game';
  name?: string;
  sku?: string;
  /** In the smallest unit; default 1000. */
  price?: number | bigint;
  currency?: string;
  /** On the shelf; left out: inventory has never heard of the part. */
  stock?: number;
  /** Of which others hold; default 0. */
  reserved?: number;
  /** Default true. */
  forSale?: boolean;
  imageSha256?: string;
}

/** The settings of an order service where nobody answers for auth. */
export const SETTINGS = {
  ORDER_GUEST_SECRET: 'a-guest-cookie-secret-used-by-tests-only',
  ORDER_UNPAID_NEEDS_CONFIRMED_EMAIL: 'no',
};

/** A whole order service on a database of its own, and the people and services that call it. */
export class Shop extends ServiceBench {
  static open(options?: BenchOptions): Promise<Shop> {
    const standIns = {
      catalog: [CatalogStandIn1600000000001],
      inventory: [InventoryStandIn1600000000002],
    };
    return openBench(Shop, { service, migrations, standIns, settings: SETTINGS }, options);
  }

  /** A new part of the catalogue, put on the shelf by the database itself. */
  async part(options: PartOptions = {}): Promise<number> {
    const {
      kind = 'physical',
      name = 'Part',
      sku = 'SKU',
      price = 1000,
      currency = 'EUR',
    } = options;
    const [part] = await this.database.query<{ id: number }>(
      `insert into catalog.parts (kind, part_name, sku, price_minor, currency, status, image_sha256)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        kind,
        name,
        sku,
        price,
        currency,
        options.forSale === false ? 'archived' : 'active',
        options.imageSha256 ?? null,
      ],
    );
    if (options.stock !== undefined) await this.stock(part!.id, options.stock, options.reserved);
    return part!.id;
  }

  async parts(count: number, options: PartOptions = {}): Promise<number[]> {
    const ids: number[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await this.part(options));
    return ids;
  }

  /** Puts so many of a part on the shelf, of which others hold some. */
  async stock(partId: number, current: number, reserved = 0): Promise<void> {
    await this.database.query(
      `insert into inventory.stock_levels (part_id, current_stock, reserved_quantity) values ($1, $2, $3)
       on conflict (part_id) do update set current_stock = $2, reserved_quantity = $3`,
      [partId, current, reserved],
    );
  }

  /** Takes a part from sale, or puts it back. */
  async forSale(partId: number, yes: boolean): Promise<void> {
    await this.database.query(`update catalog.parts set status = $2 where id = $1`, [
      partId,
      yes ? 'active' : 'archived',
    ]);
  }

  /** Somebody new, signed in. */
  async customer(id: string = randomUUID()): Promise<Person> {
    return { id, token: await this.tokens.tokenFor({ userId: id }) };
  }

  async customers(count: number): Promise<Person[]> {
    return Promise.all(Array.from({ length: count }, () => this.customer()));
  }

  /** A member of staff with these permissions. */
  async staff(permissions = ['orders:read', 'orders:write']): Promise<Person> {
    const id = randomUUID();
    const token = await this.tokens.tokenFor({
      userId: id,
      name: 'Olga Orders',
      roles: ['admin'],
      permissions,
    });
    return { id, token };
  }
}
