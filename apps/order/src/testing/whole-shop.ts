import type { ChildProcess } from 'node:child_process';
import { startService, type RunningService } from '@tandem/http';
import {
  SERVICE_KEYS,
  serviceKeyOf,
  endProcess,
  eventually,
  TcpProxy,
  testTokens,
  uniquePrefix,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { service } from '../service.js';
import { databaseOfAll, startInventory } from './whole-shop-processes.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

export interface Shopper {
  id: string;
  token: string;
}

export interface WholeShopOptions {
  instances?: number;
  env?: Record<string, string>;
}

/** The order service with the real inventory, as a process of its own, on the real tables of all services. */
export class WholeShop {
  private constructor(
    readonly database: TestDatabase,
    readonly tokens: TestTokens,
    readonly instances: RunningService[],
    /** The wire between order and inventory. */
    readonly wire: TcpProxy,
    private readonly inventory: ChildProcess,
  ) {}

  static async open({ instances = 1, env = {} }: WholeShopOptions = {}): Promise<WholeShop> {
    const { database, urls } = await databaseOfAll();
    const tokens = await testTokens();
    const common = {
      ...urls,
      AUTH_JWKS_URL: tokens.jwksUrl,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      ORDER_SERVICE_KEY: serviceKeyOf('order'),
      TANDEM_TOPIC_PREFIX: uniquePrefix(),
      REDIS_URL: '',
      KAFKA_BROKERS: '',
      LOG_LEVEL: 'fatal',
    };
    const { inventory, inventoryUrl } = await startInventory(common);
    const wire = await TcpProxy.inFrontOf(inventoryUrl);
    const running: RunningService[] = [];
    for (let n = 0; n < instances; n += 1) {
      running.push(
        await startService(service, {
          ...common,
          ORDER_PORT: '0',
          TANDEM_INSTANCE_ID: `order-${n}`,
          ORDER_GUEST_SECRET: 'a-guest-cookie-secret-used-by-tests-only',
          // Nobody answers for auth here.
          ORDER_UNPAID_NEEDS_CONFIRMED_EMAIL: 'no',
          INVENTORY_URL: wire.through(inventoryUrl).replace(/\/$/, ''),
          ...env,
        }),
      );
    }
    return new WholeShop(database, tokens, running, wire, inventory);
  }

  /** A part for sale, with so many on the shelf. */
  async part(
    options: { stock?: number; price?: number; kind?: 'physical' | 'game' } = {},
  ): Promise<number> {
    const { stock = 0, price = 1_000, kind = 'physical' } = options;
    const [part] = await this.database.query<{ id: number }>(
      `insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
       values ($1, $2, $2, 'Part', $3, 'EUR') returning id`,
      [kind, `S${Math.random().toString(36).slice(2)}`, price],
    );
    await this.database.query(
      `insert into inventory.stock_levels (part_id, current_stock, version) values ($1, $2, 1)`,
      [part!.id, stock],
    );
    return part!.id;
  }

  async parts(count: number, options: { stock?: number; price?: number } = {}): Promise<number[]> {
    const ids: number[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await this.part(options));
    return ids;
  }

  /** Somebody with a token and so much in the wallet, in the smallest unit. */
  async shopper(balance = 0): Promise<Shopper> {
    const id = crypto.randomUUID();
    const shopper = { id, token: await this.tokens.tokenFor({ userId: id }) };
    if (balance > 0) {
      const amount = { amount: (balance / 100).toFixed(2), currency: 'EUR' };
      const body = { amount, payment_method: 'test' };
      const answer = await this.call('POST', '/wallet/top-ups', { as: shopper, body });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer));
    }
    return shopper;
  }

  async shoppers(count: number, balance: number): Promise<Shopper[]> {
    return Promise.all(Array.from({ length: count }, () => this.shopper(balance)));
  }

  async staff(): Promise<Shopper> {
    const id = crypto.randomUUID();
    const permissions = ['orders:read', 'orders:write'];
    return { id, token: await this.tokens.tokenFor({ userId: id, roles: ['admin'], permissions }) };
  }

  /** Puts lines into a shopper's cart past all checks, as if the stock had been there. */
  async fill(shopper: Shopper, lines: Record<number, number>): Promise<void> {
    await this.database.query(
      `insert into orders.carts (owner_kind, owner_id, version) values ('user', $1, 1) on conflict do nothing`,
      [shopper.id],
    );
    for (const [partId, quantity] of Object.entries(lines)) {
      await this.database.query(
        `insert into orders.cart_items (owner_kind, owner_id, part_id, quantity) values ('user', $1, $2, $3)`,
        [shopper.id, Number(partId), quantity],
      );
    }
  }

  order(
    as: Shopper,
    {
      key = crypto.randomUUID() as string,
      method = 'balance',
      instance = 0,
      body = {},
      headers = {},
    } = {},
  ): Promise<Answer<OrderAnswer>> {
    return this.call('POST', '/orders', {
      as,
      instance,
      body: { payment_method: method, ...body },
      headers: { 'idempotency-key': key, ...headers },
    });
  }

  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: {
      as?: Shopper;
      body?: unknown;
      headers?: Record<string, string>;
      instance?: number;
    } = {},
  ): Promise<Answer<T>> {
    const { as, body, headers, instance = 0 } = options;
    const response = await fetch(`${this.instances[instance]!.url}/api/v1${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${as.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }

  async stockOf(partId: number): Promise<{ current: number; reserved: number }> {
    const [row] = await this.database.query<{ current: number; reserved: number }>(
      `select current_stock as current, reserved_quantity as reserved from inventory.stock_levels where part_id = $1`,
      [partId],
    );
    return row!;
  }

  /** What a wallet holds, in the smallest unit, as the ledger has it. */
  async balanceOf(shopper: Shopper): Promise<number> {
    const [row] = await this.database.query<{ balance: string }>(
      `select balance_minor as balance from orders.ledger_accounts where user_id = $1`,
      [shopper.id],
    );
    return Number(row?.balance ?? 0);
  }

  async cartOf(shopper: Shopper): Promise<Record<number, number>> {
    const rows = await this.database.query<{ part_id: number; quantity: number }>(
      `select part_id, quantity from orders.cart_items where owner_kind = 'user' and owner_id = $1 order by part_id`,
      [shopper.id],
    );
    return Object.fromEntries(rows.map(({ part_id, quantity }) => [part_id, quantity]));
  }

  /** No saga has anything left to do. */
  async settled(): Promise<void> {
    await eventually(
      async () => {
        const rows = await this.database.query(
          `select id, status, next_step from orders.orders where next_step is not null and next_step <> 'await_payment'`,
        );
        if (rows.length > 0) throw new Error(`unfinished: ${JSON.stringify(rows)}`);
      },
      { timeoutMs: 60_000 },
    );
  }

  /** Every row is money, stock or an order that does not add up. */
  async discrepancies(): Promise<unknown[]> {
    return this.database.query(`
      select 'ledger' as book, to_jsonb(d) as what from orders.ledger_discrepancies d
      union all
      select 'stock', to_jsonb(l) from inventory.stock_levels l
       where l.reserved_quantity <> (select coalesce(sum(rl.quantity), 0) from inventory.reservation_lines rl
               join inventory.reservations r on r.id = rl.reservation_id where rl.part_id = l.part_id and r.state = 'held')
      union all
      select 'order without its pieces', to_jsonb(o) from orders.orders o
        left join inventory.reservations r on r.order_id = o.id
       where (o.status in ('paid', 'fulfilment_requested', 'completed') and o.next_step is null and r.state is distinct from 'committed')
          or (o.status in ('failed') and o.next_step is null and r.state in ('held', 'committed'))`);
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.wire.close();
    await endProcess(this.inventory, 'SIGKILL');
    await this.tokens.close();
    await this.database.drop();
  }
}

export interface OrderAnswer {
  id: string;
  number: number;
  status: string;
  reason: string | null;
  code?: string;
  total: { amount: string };
  lines?: unknown[];
  [field: string]: unknown;
}
