import { randomUUID } from 'node:crypto';
import { GUEST_COOKIE } from '@tandem/auth-client';
import { startService, type RunningService } from '@tandem/http';
import {
  createTestDatabase,
  SERVICE_KEYS,
  serviceKeyOf,
  serviceToken,
  testTokens,
  uniquePrefix,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { migrations, service } from '../service.js';
import { CatalogStandIn1600000000001, InventoryStandIn1600000000002 } from './stand-ins.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
  /** `tandem_guest=…` as a browser would send it back; undefined when the answer set none. */
  cookie: string | undefined;
}

/** Somebody with an access token. */
export interface Person {
  id: string;
  token: string;
}

export interface CallOptions {
  as?: Person | undefined;
  /** A string is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** `name=value`, as a `Cookie` header has it. */
  cookie?: string | undefined;
  instance?: number;
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

export interface ShopOptions {
  instances?: number;
  /** Settings of every instance; what is named here goes before what the harness sets. */
  env?: Record<string, string>;
}

/** A whole order service on a database of its own, and the people and services that call it. */
export class Shop {
  readonly instances: RunningService[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly tokens: TestTokens,
    private readonly env: Record<string, string>,
  ) {}

  static async open({ instances = 1, env = {} }: ShopOptions = {}): Promise<Shop> {
    const database = await createTestDatabase('t_ord', [
      { schema: 'catalog', migrations: [CatalogStandIn1600000000001] },
      { schema: 'inventory', migrations: [InventoryStandIn1600000000002] },
      { schema: 'orders', migrations },
    ]);
    const tokens = await testTokens();
    const shop = new Shop(database, tokens, {
      ORDER_PORT: '0',
      ORDER_DATABASE_URL: database.urlOf('orders'),
      ORDER_GUEST_SECRET: 'a-guest-cookie-secret-used-by-tests-only',
      AUTH_JWKS_URL: tokens.jwksUrl,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      ORDER_SERVICE_KEY: serviceKeyOf('order'),
      TANDEM_TOPIC_PREFIX: uniquePrefix(),
      REDIS_URL: '',
      KAFKA_BROKERS: '',
      LOG_LEVEL: 'fatal',
      ORDER_UNPAID_NEEDS_CONFIRMED_EMAIL: 'no',
      ...env,
    });
    for (let n = 0; n < instances; n += 1) await shop.start();
    return shop;
  }

  /** One more instance; `env` goes before the shop's. */
  async start(env: Record<string, string> = {}): Promise<RunningService> {
    const instance = await this.launch(this.instances.length, env);
    this.instances.push(instance);
    return instance;
  }

  /** Stops an instance and starts it again on the same database, at another address. */
  async restart(instance = 0, env: Record<string, string> = {}): Promise<void> {
    await this.instances[instance]!.stop();
    this.instances[instance] = await this.launch(instance, env);
  }

  private launch(n: number, env: Record<string, string>): Promise<RunningService> {
    return startService(service, { TANDEM_INSTANCE_ID: `order-${n}`, ...this.env, ...env });
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

  /** A call from outside: `path` is what follows `/api/v1`. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<T>> {
    return this.send(method, `/api/v1${path}`, options);
  }

  /** What another service gets: `path` is what follows `/internal`. */
  async internal<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<T>> {
    const authorization = `Bearer ${await serviceToken('auth', 'order')}`;
    return this.send(method, `/internal${path}`, {
      ...options,
      headers: { authorization, ...options.headers },
    });
  }

  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    { as, body, headers, cookie, instance = 0 }: CallOptions = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.instances[instance]!.url}${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${as.token}` } : {}),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    const set = response.headers.getSetCookie().find((line) => line.startsWith(`${GUEST_COOKIE}=`));
    return {
      status: response.status,
      body: (text !== '' && json ? JSON.parse(text) : text || undefined) as T,
      headers: response.headers,
      cookie: set?.split(';', 1)[0],
    };
  }

  /** The events that left for one aggregate, oldest first. */
  async events(aggregateId: number | string) {
    return this.database.query<{ type: string; version: number; payload: Record<string, unknown> }>(
      `select type, version::float8, payload from orders.outbox where aggregateid = $1 order by seq`,
      [String(aggregateId)],
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.tokens.close();
    await this.database.drop();
  }
}
