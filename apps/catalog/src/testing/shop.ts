import { StockPublic, StockStaff, viewSql } from '@tandem/contracts';
import { emptyRedisOf, openBench, ServiceBench } from '@tandem/testing';
import type { Answer as AnswerOf, BenchOptions } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations, service } from '../service.js';

/** What catalog needs of inventory: the two views that it reads, over a table the test can write, and that it is told of stock. */
class InventoryStandIn1800000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stock_levels (
        part_id integer primary key references catalog.parts (id),
        current_stock integer not null default 0, reserved_quantity integer not null default 0,
        min_stock_level integer not null default 0, version bigint not null default 1,
        last_updated_by uuid, last_updated_by_name text, source text,
        updated_at timestamptz(3) not null default clock_timestamp());
      ${viewSql(StockPublic)}
      ${viewSql(StockStaff)}
      create function tell_lists() returns trigger language plpgsql as $$
      begin
        perform catalog.list_stock(new.part_id, new.current_stock - new.reserved_quantity,
          new.current_stock - new.reserved_quantity <= new.min_stock_level);
        return null;
      end $$;
      create trigger stock_levels_listed after insert or update on stock_levels
        for each row execute function tell_lists()`);
  }

  async down(): Promise<void> {}
}

/** An answer's body before a test looks at it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export type Answer<T = Json> = AnswerOf<T>;

export const EDITOR = { id: '0198c5a0-0000-7000-8000-000000000001', name: 'Conny Content' };

export const EDITING = { roles: ['content'], permissions: ['content:read', 'content:write'] };

/** A whole catalog service on a database of its own, and the people who call it. */
export class Shop extends ServiceBench {
  private made = 0;
  private editorToken: Promise<string> | undefined;

  static async open({ redis = false, ...options }: BenchOptions & { redis?: boolean } = {}) {
    const settings = {
      CATALOG_WARM_PARTS: '0',
      // A thread runs what is built, and a spec what it imports.
      CATALOG_IMPORT_THREAD: 'no',
      CATALOG_CONFIRM_SECRET: 'a-confirmation-secret-used-by-tests-only',
      REDIS_URL: redis ? await emptyRedisOf('catalog') : '',
    };
    const standIns = { inventory: [InventoryStandIn1800000000001] };
    return openBench(Shop, { service, migrations, standIns, settings }, options);
  }

  /** What a shopper gets. */
  shopper<T = Json>(
    path: string,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    return this.send('GET', `/api/v1${path}`, { headers, instance });
  }

  /** What an editor of the content gets. */
  async editor<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    const { id: userId, name } = EDITOR;
    this.editorToken ??= this.tokens.tokenFor({ userId, name, ...EDITING });
    const as = { token: await this.editorToken };
    return this.send(method, `/api/v1/admin${path}`, { as, body, headers, instance });
  }

  /** A new part of the shop, added by an editor. */
  async part(fields: Record<string, unknown> = {}): Promise<Json> {
    const n = (this.made += 1);
    const body = {
      sku: `SKU-${n}`,
      part_name: `Part number ${n}`,
      price: { amount: '19.99', currency: 'EUR' },
      ...fields,
    };
    const answer = await this.editor('POST', '/parts', body);
    if (answer.status !== 201) throw new Error(`no part: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async stock(partId: number, current: number, min = 0): Promise<void> {
    await this.database.query(
      `insert into inventory.stock_levels (part_id, current_stock, min_stock_level) values ($1, $2, $3)
       on conflict (part_id) do update set current_stock = $2, min_stock_level = $3, version = inventory.stock_levels.version + 1`,
      [partId, current, min],
    );
  }
}
