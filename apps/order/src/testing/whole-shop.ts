import { randomUUID } from 'node:crypto';
import { CHECKS, findWrong, type CheckName, type Finding } from '@tandem/consistency';
import { endProcess, eventually, openBench, TcpProxy } from '@tandem/testing';
import type { Answer, BenchOptions } from '@tandem/testing';
import { migrations, service } from '../service.js';
import { SETTINGS, Shop, type PartOptions, type Person } from './shop.js';
import { databaseOfAll, startInventory } from './whole-shop-processes.js';

/** So many get their money at a time: hundreds would wait for a connection until they give up. */
const AT_ONCE = 25;

/** Neither the catalogue nor auth runs here: a part is its row alone, and somebody a token. */
const OF_OTHERS: readonly CheckName[] = [
  'content and version',
  'gaps of versions',
  'carts of nobody',
  'wishlists of nobody',
];

/** The order service with the real inventory, as a process of its own, on the real tables of all services. */
export class WholeShop extends Shop {
  /** The wire between order and inventory. */
  wire!: TcpProxy;

  static override async open({ env = {}, ...options }: BenchOptions = {}): Promise<WholeShop> {
    const database = await databaseOfAll();
    const { inventory, inventoryUrl } = await startInventory(database, ofInventory(env));
    const wire = await TcpProxy.inFrontOf(inventoryUrl);
    const settings = { ...SETTINGS, INVENTORY_URL: wire.through(inventoryUrl).replace(/\/$/, '') };
    const plan = { service, migrations, database, settings };
    const shop = await openBench(WholeShop, plan, { ...options, env });
    shop.wire = wire;
    shop.onClose(() => endProcess(inventory, 'SIGKILL'));
    shop.onClose(() => wire.close());
    return shop;
  }

  /** A part for sale, with so many on the shelf. */
  override async part(options: PartOptions = {}): Promise<number> {
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

  /** Somebody with a token and so much in the wallet, in the smallest unit. */
  async shopper(balance = 0): Promise<Person> {
    const shopper = await this.customer();
    if (balance > 0) {
      const amount = { amount: (balance / 100).toFixed(2), currency: 'EUR' };
      const body = { amount, payment_method: 'test' };
      // Hundreds at once may be asked to come again in a moment, which is not what is tested with them.
      await eventually(
        async () => {
          const answer = await this.call('POST', '/wallet/top-ups', { as: shopper, body });
          if (answer.status !== 201) throw new Error(JSON.stringify(answer));
        },
        { timeoutMs: 60_000, everyMs: 1_000 },
      );
    }
    return shopper;
  }

  async shoppers(count: number, balance: number): Promise<Person[]> {
    const people: Person[] = [];
    while (people.length < count) {
      const some = Math.min(AT_ONCE, count - people.length);
      people.push(
        ...(await Promise.all(Array.from({ length: some }, () => this.shopper(balance)))),
      );
    }
    return people;
  }

  /** Puts lines into a shopper's cart past all checks, as if the stock had been there. */
  async fill(shopper: Person, lines: Record<number, number>): Promise<void> {
    await this.database.query(
      `with opened as (insert into orders.carts as c (owner_kind, owner_id, version) values ('user', $1, 1)
         on conflict (owner_kind, owner_id) do update set version = c.version returning owner_kind, owner_id)
       insert into orders.cart_items (owner_kind, owner_id, part_id, quantity)
       select owner_kind, owner_id, unnest($2::int[]), unnest($3::int[]) from opened`,
      [shopper.id, Object.keys(lines).map(Number), Object.values(lines)],
    );
  }

  order(
    as: Person,
    {
      key = randomUUID() as string,
      method = 'balance',
      instance = 0,
      body = {},
      headers = {},
    } = {},
  ): Promise<Answer<OrderAnswer>> {
    return this.call('POST', '/orders', {
      as,
      instance,
      key,
      body: { payment_method: method, ...body },
      headers,
    });
  }

  async stockOf(partId: number): Promise<{ current: number; reserved: number }> {
    const [row] = await this.database.query<{ current: number; reserved: number }>(
      `select current_stock as current, reserved_quantity as reserved from inventory.stock_levels where part_id = $1`,
      [partId],
    );
    return row!;
  }

  /** What a wallet holds, in the smallest unit, as the ledger has it. */
  async balanceOf(shopper: Person): Promise<number> {
    const [row] = await this.database.query<{ balance: string }>(
      `select balance_minor as balance from orders.ledger_accounts where user_id = $1`,
      [shopper.id],
    );
    return Number(row?.balance ?? 0);
  }

  async cartOf(shopper: Person): Promise<Record<number, number>> {
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
      { timeoutMs: 150_000 },
    );
  }

  /** Every row is money, stock or an order that does not add up. */
  discrepancies(): Promise<Finding[]> {
    return findWrong(
      (sql) => this.database.query(sql),
      CHECKS.map(({ name }) => name).filter((name) => !OF_OTHERS.includes(name)),
    );
  }
}

/** What inventory is given of a spec's settings: its own, and where both meet. */
function ofInventory(env: Record<string, string>): Record<string, string> {
  const shared = ['KAFKA_BROKERS', 'TANDEM_TOPIC_PREFIX'];
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name.startsWith('INVENTORY_') || shared.includes(name)),
  );
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
