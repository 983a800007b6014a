import { PartRefs, viewSql } from '@tandem/contracts';
import { startService, type RunningService } from '@tandem/http';
import {
  createTestDatabase,
  SERVICE_KEYS,
  serviceToken,
  testTokens,
  uniquePrefix,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations, service } from '../service.js';

/** What inventory needs of the catalogue: parts to refer to, and the view that tells which are live. */
class CatalogStandIn1600000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table parts (
        id integer generated always as identity primary key,
        sku text not null default 'sku', kind text not null default 'physical',
        status text not null default 'active', deleted_at timestamptz(3));
      ${viewSql(PartRefs)}`);
  }

  async down(): Promise<void> {}
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

export interface StaffMember {
  id: string;
  name: string;
}

export const STAFF: StaffMember = {
  id: '0198c5a0-0000-7000-8000-000000000001',
  name: 'Stella Stock',
};

/** A whole inventory service on a database of its own, and the people and services that call it. */
export class Shop {
  private constructor(
    readonly database: TestDatabase,
    readonly tokens: TestTokens,
    readonly instances: RunningService[],
    private readonly staffToken: string,
  ) {}

  static async open(
    options: { instances?: number; env?: Record<string, string> } = {},
  ): Promise<Shop> {
    const database = await createTestDatabase('t_inv', [
      { schema: 'catalog', migrations: [CatalogStandIn1600000000001] },
      { schema: 'inventory', migrations },
    ]);
    const tokens = await testTokens();
    const instances: RunningService[] = [];
    const topicPrefix = uniquePrefix();
    for (let n = 0; n < (options.instances ?? 1); n += 1) {
      const env = {
        INVENTORY_PORT: '0',
        INVENTORY_DATABASE_URL: database.urlOf('inventory'),
        AUTH_JWKS_URL: tokens.jwksUrl,
        TANDEM_SERVICE_KEYS: SERVICE_KEYS,
        TANDEM_TOPIC_PREFIX: topicPrefix,
        TANDEM_INSTANCE_ID: `inventory-${n}`,
        REDIS_URL: '',
        KAFKA_BROKERS: '',
        LOG_LEVEL: 'fatal',
        ...options.env,
      };
      instances.push(await startService(service, env));
    }
    const staffToken = await tokens.tokenFor({
      userId: STAFF.id,
      name: STAFF.name,
      roles: ['stock'],
      permissions: ['stock:read', 'stock:write'],
    });
    return new Shop(database, tokens, instances, staffToken);
  }

  /** A new part of the catalogue, put on the shelf by the database itself. */
  async part(stock?: { current?: number; min?: number; deleted?: boolean }): Promise<number> {
    const [part] = await this.database.query<{ id: number }>(
      `insert into catalog.parts (deleted_at) values (case when $1 then now() end) returning id`,
      [stock?.deleted ?? false],
    );
    if (stock?.current !== undefined) {
      await this.database.query(
        `insert into inventory.stock_levels (part_id, current_stock, min_stock_level, version) values ($1, $2, $3, 1)`,
        [part!.id, stock.current, stock.min ?? 0],
      );
    }
    return part!.id;
  }

  async parts(count: number, stock: { current?: number; min?: number } = {}): Promise<number[]> {
    const ids: number[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await this.part(stock));
    return ids;
  }

  /** What a member of staff gets. */
  staff<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    const authorization = `Bearer ${this.staffToken}`;
    return this.call(method, `/api/v1/admin${path}`, body, { authorization, ...headers }, instance);
  }

  /** What the order service gets. */
  async orders<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    instance = 0,
    method = 'POST',
  ): Promise<Answer<T>> {
    const authorization = `Bearer ${await serviceToken('order', 'inventory')}`;
    return this.call(method, `/internal${path}`, body, { authorization }, instance);
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    const url = `${this.instances[instance]!.url}${path}`;
    const raw = typeof body === 'string';
    const response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }

  /** A part's row as the database has it. */
  async row(partId: number) {
    const [row] = await this.database.query<{
      current_stock: number;
      reserved_quantity: number;
      version: number;
    }>(
      `select current_stock, reserved_quantity, version::int from inventory.stock_levels where part_id = $1`,
      [partId],
    );
    return row!;
  }

  /** The types of the events that left for one aggregate, oldest first. */
  async events(aggregateId: number | string): Promise<{ type: string; version: number }[]> {
    return this.database.query(
      `select type, version::int from inventory.outbox where aggregateid = $1 order by seq`,
      [String(aggregateId)],
    );
  }

  /** Everything the books must say at any time; each row of the answer is a discrepancy. */
  async discrepancies(): Promise<unknown[]> {
    return this.database.query(`
      select l.part_id, l.current_stock, l.reserved_quantity, m.moved, h.held
        from inventory.stock_levels l
        left join lateral (select coalesce(sum(delta), 0)::int as moved from inventory.stock_movements m
                            where m.part_id = l.part_id) m on true
        left join lateral (select coalesce(sum(rl.quantity), 0)::int as held
                             from inventory.reservation_lines rl
                             join inventory.reservations r on r.id = rl.reservation_id
                            where rl.part_id = l.part_id and r.state = 'held') h on true
       where l.current_stock <> m.moved or l.reserved_quantity <> h.held`);
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.tokens.close();
    await this.database.drop();
  }
}
