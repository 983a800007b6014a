import { StockPublic, StockStaff, viewSql } from '@tandem/contracts';
import { startService, type RunningService } from '@tandem/http';
import {
  createTestDatabase,
  SERVICE_KEYS,
  testParts,
  testTokens,
  uniquePrefix,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { Redis } from 'ioredis';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations, service } from '../service.js';

/** What catalog needs of inventory: the two views that it reads, over a table the test can write. */
class InventoryStandIn1800000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stock_levels (
        part_id integer primary key references catalog.parts (id),
        current_stock integer not null default 0, reserved_quantity integer not null default 0,
        min_stock_level integer not null default 0, version bigint not null default 1,
        last_updated_by uuid, last_updated_by_name text,
        updated_at timestamptz(3) not null default clock_timestamp());
      ${viewSql(StockPublic)}
      ${viewSql(StockStaff)}`);
  }

  async down(): Promise<void> {}
}

/** An answer's body before a test looks at it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer<T = Json> {
  status: number;
  headers: Headers;
  body: T;
}

export const EDITOR = { id: '0198c5a0-0000-7000-8000-000000000001', name: 'Conny Content' };

/** Part ids begin anew in each database, so one spec at a time may use the Redis database of this service. */
export async function emptyRedis(): Promise<string> {
  const url = `${testParts().redis}/6`;
  const redis = new Redis(url);
  await redis.flushdb();
  await redis.quit();
  return url;
}

/** A whole catalog service on a database of its own, and the people who call it. */
export class Shop {
  private made = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly tokens: TestTokens,
    readonly instances: RunningService[],
    readonly editorToken: string,
    private readonly env: Record<string, string>,
  ) {}

  static async open(
    options: { instances?: number; redis?: boolean; env?: Record<string, string> } = {},
  ): Promise<Shop> {
    const database = await createTestDatabase('t_catalog', [
      { schema: 'catalog', migrations },
      { schema: 'inventory', migrations: [InventoryStandIn1800000000001] },
    ]);
    const tokens = await testTokens();
    const env = {
      CATALOG_PORT: '0',
      CATALOG_DATABASE_URL: database.urlOf('catalog'),
      CATALOG_WARM_PARTS: '0',
      AUTH_JWKS_URL: tokens.jwksUrl,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      CATALOG_CONFIRM_SECRET: 'a-confirmation-secret-used-by-tests-only',
      TANDEM_TOPIC_PREFIX: uniquePrefix(),
      REDIS_URL: '',
      KAFKA_BROKERS: '',
      LOG_LEVEL: 'error',
    };
    const editorToken = await tokens.tokenFor({
      userId: EDITOR.id,
      name: EDITOR.name,
      roles: ['content'],
      permissions: ['content:read', 'content:write'],
    });
    const shop = new Shop(database, tokens, [], editorToken, env);
    const redisUrl = options.redis ? await emptyRedis() : '';
    for (let n = 0; n < (options.instances ?? 1); n += 1)
      await shop.start({ REDIS_URL: redisUrl, ...options.env });
    return shop;
  }

  /** One more instance on the same database; answers which it is. Its settings go before the shop's. */
  async start(env: Record<string, string> = {}): Promise<number> {
    const n = this.instances.length;
    this.instances.push(
      await startService(service, { ...this.env, TANDEM_INSTANCE_ID: `catalog-${n}`, ...env }),
    );
    return n;
  }

  /** Stops an instance for good; the others keep their numbers. */
  async stop(instance: number): Promise<void> {
    await this.instances[instance]!.stop();
    delete this.instances[instance];
  }

  async close(): Promise<void> {
    // An array with holes: what was stopped is passed over.
    await Promise.all(Object.values(this.instances).map((instance) => instance.stop()));
    await this.tokens.close();
    await this.database.drop();
  }

  /** What a shopper gets. */
  shopper<T = Json>(
    path: string,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    return this.call('GET', `/api/v1${path}`, undefined, headers, instance);
  }

  /** What an editor of the content gets. */
  editor<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    const authorization = `Bearer ${this.editorToken}`;
    return this.call(method, `/api/v1/admin${path}`, body, { authorization, ...headers }, instance);
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

  async call<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    instance = 0,
  ): Promise<Answer<T>> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.instances[instance]!.url + path, {
      method,
      headers:
        body === undefined || isForm ? headers : { 'content-type': 'application/json', ...headers },
      body:
        body === undefined
          ? undefined
          : isForm
            ? body
            : typeof body === 'string'
              ? body
              : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }
}
