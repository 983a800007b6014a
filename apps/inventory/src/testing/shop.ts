import { findWrong, type Finding } from '@tandem/consistency';
import {
  CategoryRefs,
  PartRefs,
  viewSql,
  type EventData,
  type EventDefinition,
} from '@tandem/contracts';
import { EVENT_TRANSPORT, outboxSql, type EventTransport } from '@tandem/messaging';
import { eventually, openBench, ServiceBench } from '@tandem/testing';
import type { Answer, BenchOptions } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations, service } from '../service.js';

/** What inventory needs of the catalogue: parts to refer to, the views that tell which are live and where they are, and who is told of stock. */
class CatalogStandIn1600000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table categories (id uuid primary key, parent_id uuid references categories (id), name text not null);
      create table parts (
        id integer generated always as identity primary key,
        sku text not null default 'sku', kind text not null default 'physical',
        status text not null default 'active', deleted_at timestamptz(3), category_id uuid references categories (id));
      ${outboxSql('catalog')}
      ${viewSql(PartRefs)} ${viewSql(CategoryRefs)}
      create table part_listing (part_id integer primary key, in_stock boolean not null);
      create function list_availability(part integer, available boolean) returns void language sql security definer
        begin atomic
          insert into catalog.part_listing values (part, available)
            on conflict (part_id) do update set in_stock = excluded.in_stock;
        end;
      create function list_stock(part integer, available integer, low boolean) returns void language sql security definer
        begin atomic
          select catalog.list_availability(part, available > 0);
        end`);
  }

  async down(): Promise<void> {}
}

export interface StaffMember {
  id: string;
  name: string;
}

export const STAFF: StaffMember = {
  id: '0198c5a0-0000-7000-8000-000000000001',
  name: 'Stella Stock',
};

const KEEPING = { roles: ['stock'], permissions: ['stock:read', 'stock:write'] };

/** A whole inventory service on a database of its own, and the people and services that call it. */
export class Shop extends ServiceBench {
  private staffToken: Promise<string> | undefined;

  static open(options?: BenchOptions): Promise<Shop> {
    const standIns = { catalog: [CatalogStandIn1600000000001] };
    return openBench(Shop, { service, migrations, standIns }, options);
  }

  /** A new part of the catalogue, put on the shelf by the database itself. */
  async part(stock?: {
    current?: number;
    min?: number;
    deleted?: boolean;
    category?: string;
  }): Promise<number> {
    const [part] = await this.database.query<{ id: number }>(
      `insert into catalog.parts (deleted_at, category_id) values (case when $1 then now() end, $2) returning id`,
      [stock?.deleted ?? false, stock?.category ?? null],
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
  async staff<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    const { id: userId, name } = STAFF;
    this.staffToken ??= this.tokens.tokenFor({ userId, name, ...KEEPING });
    const as = { token: await this.staffToken };
    return this.send(method, `/api/v1/admin${path}`, { as, body, headers, instance });
  }

  /** What the order service gets. */
  orders<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    instance = 0,
    method = 'POST',
  ): Promise<Answer<T>> {
    return this.sendAs('order', method, path, { body, instance });
  }

  /** Tells the shop events of another service; resolves when it has dealt with them. */
  async hear<E extends EventDefinition>(event: E, ...told: EventData<E>[]): Promise<void> {
    const transport = this.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT);
    const messages = told.map((data) => {
      const id = crypto.randomUUID();
      const subject = String((data as Record<string, unknown>)[event.aggregateKey]);
      const headers = {
        ce_specversion: '1.0',
        ce_id: id,
        ce_type: event.type,
        ce_source: `/tandem/${event.source}`,
        ce_subject: subject,
        ce_time: new Date().toISOString(),
      };
      return { id, key: subject, value: Buffer.from(JSON.stringify(data)), headers };
    });
    await transport.publish(event.topic, messages);
    const ids = messages.map(({ id }) => id);
    await eventually(
      async () => {
        const marks = 'select from inventory.inbox where event_id = any($1::uuid[])';
        return (await this.database.query(marks, [ids])).length === ids.length;
      },
      { timeoutMs: 60_000 },
    );
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

  /** Everything the books must say at any time; each row of the answer is a discrepancy. */
  discrepancies(): Promise<Finding[]> {
    return findWrong(
      (sql) => this.database.query(sql),
      [
        'stock and movements',
        'stock and reservations',
        'stock and sales',
        'stock and source',
        'kept back',
        'missing pieces',
        'sale numbers',
        'outbox of stock',
      ],
    );
  }
}
