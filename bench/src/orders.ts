/**
 * Orders a second, with what a shopper waits for each, as more and more shoppers buy at once: all of them one hot part,
 * or every one another part. Carts are filled behind the scenes; what is measured is POST /orders, paid from the wallet.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import { lookForDifferences } from '@tandem/consistency';
import { io, type Socket } from 'socket.io-client';
import pg from 'pg';
import { Client, type Customer } from './client.ts';
import { percentile } from './load.ts';

export interface OrderRow {
  parts: 'one part' | 'many parts';
  shoppers: number;
  perSecond: number;
  p50: number;
  p99: number;
  refused: number;
  /** From the last answer until staff's open panel had been told of every order. */
  toldAfterMs: number;
}

const STOCK = 1_000_000;
const MANY = 200;
const FUNDS = '10000.00';
const GIVE_UP_MS = 60_000;

export class OrderBench {
  private readonly database: pg.Pool;
  private readonly client: Client;
  private buyers: Customer[] = [];
  private readonly parts: number[] = [];
  private readonly told = new Set<string>();
  private readonly opened = new Set<string>();
  private panel: Socket | undefined;

  private readonly stack: StackHandle;
  private readonly staffToken: string;

  constructor(stack: StackHandle, staffToken: string) {
    this.stack = stack;
    this.database = new pg.Pool({ connectionString: stack.info.postgres, max: 8 });
    this.staffToken = staffToken;
    this.client = new Client(stack, staffToken);
  }

  /** Shoppers with full wallets, and parts nobody else touches with plenty of stock. */
  async prepare(shoppers: number): Promise<void> {
    for (let n = 0; n < MANY; n += 1)
      this.parts.push(await this.client.part(`Measured part ${n}`, '0.10', STOCK));
    this.buyers = await this.client.customers(shoppers, FUNDS);
    this.panel = io(`${this.stack.info.services['realtime-gateway']![0]}/admin`, {
      path: '/socket.io',
      transports: ['websocket'],
      auth: { token: this.staffToken },
    });
    this.panel.on('order.updated', (event: { data: { order_id: string } }) =>
      this.told.add(event.data.order_id),
    );
    await new Promise<void>((resolve) => this.panel!.once('connect', () => resolve()));
  }

  /** What autovacuum does within a minute: plans made for empty tables are made anew. */
  async settle(): Promise<void> {
    await this.database.query('analyze');
  }

  async measure(
    parts: OrderRow['parts'],
    shoppers: number,
    orders: number,
    seconds: number,
  ): Promise<OrderRow> {
    const times: number[] = [];
    const ids: string[] = [];
    let refused = 0;
    let left = orders;
    const begun = performance.now();
    const end = begun + seconds * 1000;
    await Promise.all(
      this.buyers.slice(0, shoppers).map(async ({ id, token }, who) => {
        for (let n = 0; performance.now() < end && left-- > 0; n += 1) {
          const part = parts === 'one part' ? 0 : (who * 7 + n) % MANY;
          await this.fillCart(id, this.parts[part]!);
          const sent = performance.now();
          const answer = await this.client.send('order', '/orders', {
            token,
            body: { payment_method: 'balance' },
          });
          times.push(performance.now() - sent);
          if (answer.status === 201) ids.push((answer.body as { id: string }).id);
          else refused += 1;
        }
      }),
    );
    const answered = performance.now();
    await this.untilTold(ids);
    return {
      parts,
      shoppers,
      perSecond: (ids.length * 1000) / (answered - begun),
      p50: percentile(times, 50),
      p99: percentile(times, 99),
      refused,
      toldAfterMs: performance.now() - answered,
    };
  }

  /** What was measured counts only if it adds up. @returns what does not. */
  async audit(): Promise<unknown[]> {
    const database = this.database;
    for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await pause(100)) {
      const open = await database.query('select 1 from orders.orders where next_step is not null');
      if (open.rowCount === 0) break;
    }
    const looks = await lookForDifferences(
      async (sql, values) => (await database.query<object>(sql, values)).rows,
      { graceMs: GIVE_UP_MS },
    );
    const books = looks.flatMap(({ findings }) => findings);
    const shelves = await database.query(
      `select l.part_id, l.current_stock, l.reserved_quantity, sum(ol.quantity)::int as sold
         from inventory.stock_levels l
         join orders.order_lines ol using (part_id) join orders.orders o on o.id = ol.order_id and o.status <> 'failed'
        where l.part_id = any($1) group by 1, 2, 3
       having l.reserved_quantity <> 0 or l.current_stock + sum(ol.quantity) <> $2`,
      [this.parts, STOCK],
    );
    return [...books, ...shelves.rows];
  }

  async close(): Promise<void> {
    this.panel?.close();
    await this.database.end();
    await this.client.close();
  }

  /** The shopper's cart exists from the first time on, as it does in a shop. */
  private async fillCart(userId: string, partId: number): Promise<void> {
    if (!this.opened.has(userId)) {
      await this.database.query(
        `insert into orders.carts (owner_kind, owner_id, version) values ('user', $1, 1) on conflict do nothing`,
        [userId],
      );
      this.opened.add(userId);
    }
    await this.database.query({
      name: 'fill',
      text: `with touched as (update orders.carts set version = version where owner_kind = 'user' and owner_id = $1
               returning owner_kind, owner_id)
             insert into orders.cart_items (owner_kind, owner_id, part_id, quantity)
             select owner_kind, owner_id, $2::int, 1 from touched`,
      values: [userId, partId],
    });
  }

  private async untilTold(ids: readonly string[]): Promise<void> {
    const end = Date.now() + GIVE_UP_MS;
    while (!ids.every((id) => this.told.has(id))) {
      if (Date.now() > end) throw new Error('the panel was not told of every order');
      await pause(5);
    }
    this.told.clear();
  }
}
