import { renameSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedisStore, VersionedCache } from '@tandem/cache';
import { READ_MODELS } from '@tandem/contracts';
import pg from 'pg';
import type { StackHandle } from '@tandem/stack';
import { call, eventually, type Answer, type Staff } from './client.js';
import type { History } from './histories.js';

const EUR = (cents: number) => ({ amount: (cents / 100).toFixed(2), currency: 'EUR' });

export interface Buyer {
  id: string;
  token: string;
}

export interface OrderAnswer {
  id: string;
  status: string;
  code?: string;
  total: { amount: string };
  items: { part_id: number; quantity: number }[];
}

/** A service that is killed again and again answers somebody each time, but not everybody. */
const GIVE_UP_MS = 300_000;
const AGAIN_MS = 200;

/** A network that breaks off, or a service that is just starting again: the same call, with the same key, until it is answered. */
export async function untilAnswered<T>(send: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const end = Date.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await send().catch((error: unknown) => ({ status: 599, body: error }) as never);
    const { code } = (answer.body ?? {}) as { code?: string };
    // While inventory is killed the stock of a paid order is not settled for longer than the order service waits.
    if (answer.status < 500 && code !== 'stock_not_committed') return answer;
    if (Date.now() > end) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Shoppers of a running stack who live through histories while parts of it die, and an auditor who counts after them. */
export class Marketplace {
  private readonly database: pg.Pool;
  /** What the services have cached. */
  readonly cache: VersionedCache;

  constructor(
    private readonly stack: StackHandle,
    private readonly staff: Staff,
    private readonly faultFile: string,
  ) {
    this.database = new pg.Pool({ connectionString: stack.info.postgres, max: 4 });
    this.database.on('error', () => undefined);
    const store = new RedisStore({ url: stack.info.redis!, format: READ_MODELS.format });
    this.cache = new VersionedCache({ store });
  }

  static faultFile(home: string): string {
    return join(home, 'fault');
  }

  async close(): Promise<void> {
    await this.cache.close();
    await this.database.end();
  }

  async query<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]> {
    return (await this.database.query<T>(sql, values)).rows;
  }

  async registerBuyers(count: number): Promise<Buyer[]> {
    const buyers: Buyer[] = [];
    for (let n = 0; n < count; n += 1) {
      const { status, body } = await call<{ access_token: string; user: { id: string } }>(
        `${this.stack.info.shop}/api/v1/auth/register`,
        {
          method: 'POST',
          body: {
            email: `buyer-${crypto.randomUUID()}@tandem.test`,
            password: `Tr1cky-${crypto.randomUUID()}`,
          },
        },
      );
      if (status !== 201) throw new Error(`register: ${status} ${JSON.stringify(body)}`);
      buyers.push({ id: body.user.id, token: body.access_token });
    }
    return buyers;
  }

  /** The next process that comes by this point dies there, or stands still until it is told to go on. */
  arm(point: string, how: 'dies' | 'stands still' = 'dies'): void {
    writeFileSync(`${this.faultFile}.new`, how === 'dies' ? point : `${point} stop`);
    renameSync(`${this.faultFile}.new`, this.faultFile);
  }

  /** Whether nobody has come by. */
  get isArmed(): boolean {
    return existsSync(this.faultFile);
  }

  /** @returns whether nobody has come by. */
  disarm(): boolean {
    const waiting = this.isArmed;
    rmSync(this.faultFile, { force: true });
    return waiting;
  }

  async cutDatabaseConnections(): Promise<void> {
    await this.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name ~ '^(order|inventory|sync-gateway|relay)-'`,
    );
  }

  shop<T>(
    buyer: Buyer,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers = {},
  ) {
    return call<T>(`${this.stack.info.shop}/api/v1${path}`, {
      method,
      token: buyer.token,
      body,
      headers,
    });
  }

  /** What staff do. */
  desk<T>(method: 'GET' | 'POST', path: string, body?: unknown, headers = {}) {
    return call<T>(`${this.stack.info.admin}/api/v1/admin${path}`, {
      method,
      token: this.staff.token,
      body,
      headers,
    });
  }

  async balanceOf(buyer: Buyer): Promise<number> {
    const { body } = await untilAnswered(() =>
      this.shop<{ balance: { amount: string } }>(buyer, 'GET', '/wallet'),
    );
    return Math.round(Number(body.balance.amount) * 100);
  }

  /** Tops up to at least so many cents. */
  async fund(buyer: Buyer, cents: number): Promise<void> {
    const missing = cents - (await this.balanceOf(buyer));
    if (missing <= 0) return;
    const key = { 'idempotency-key': crypto.randomUUID() };
    const body = { amount: EUR(missing), payment_method: 'test' };
    await untilAnswered(() => this.shop(buyer, 'POST', '/wallet/top-ups', body, key));
  }

  /**
   * One shopper's whole story. Whatever dies on the way, each call is simply made again with its key.
   * @returns the order as it was placed; null when it was refused.
   */
  async live(
    buyer: Buyer,
    history: History,
    parts: readonly number[],
  ): Promise<OrderAnswer | null> {
    const { body: cart } = await untilAnswered(() =>
      this.shop<{ items: { part_id: number }[] }>(buyer, 'GET', '/cart'),
    );
    for (const { part_id } of cart.items) {
      await untilAnswered(() => this.shop(buyer, 'DELETE', `/cart/items/${part_id}`));
    }
    for (const { part, quantity } of history.basket) {
      const line = { part_id: parts[part], quantity };
      await untilAnswered(() => this.shop(buyer, 'POST', '/cart/items', line));
    }
    const placed = await this.order(buyer, history);
    if (placed.status !== 201) return null;
    if (placed.body.status === 'awaiting_payment') await this.pay(placed.body.id, history);
    await this.afterwards(buyer, placed.body, history);
    return placed.body;
  }

  private async order(buyer: Buyer, { method, sends }: History): Promise<Answer<OrderAnswer>> {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: sends }, () =>
        untilAnswered(() =>
          this.shop<OrderAnswer>(buyer, 'POST', '/orders', { payment_method: method }, key),
        ),
      ),
    );
    const said = new Set(answers.map(({ status, body }) => `${status} ${body.id} ${body.code}`));
    if (said.size !== 1) throw new Error(`one key, several answers: ${[...said].join(' | ')}`);
    return answers[0]!;
  }

  /** What the shopper does at the payment company; resolves when the shop has heard of it. */
  async pay(orderId: string, { pays }: Pick<History, 'pays'>): Promise<void> {
    const [payment] = await eventually(() =>
      this.query<{ id: string }>(`select id from orders.payments where order_id = $1`, [orderId]),
    );
    const status = pays === 'refuses' ? 'rejected' : 'complete';
    await eventually(async () => {
      const { status: answered } = await call(`${this.stack.info.simulators['g2a']}/_sim/pay`, {
        method: 'POST',
        body: { order_id: payment!.id, status, ...(pays === 'pays twice' ? { repeat: 3 } : {}) },
      });
      if (answered !== 200) throw new Error(`the simulator answered ${answered}`);
    });
    await eventually(async () => {
      const [order] = await this.query<{ status: string }>(
        `select status from orders.orders where id = $1`,
        [orderId],
      );
      if (order!.status === 'awaiting_payment') throw new Error('still awaiting payment');
    });
  }

  private async afterwards(
    buyer: Buyer,
    order: OrderAnswer,
    { afterwards }: History,
  ): Promise<void> {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const desk = (action: string, body?: unknown) =>
      untilAnswered(() => this.desk('POST', `/orders/${order.id}/${action}`, body, key));
    const first = order.items[0]!;
    switch (afterwards) {
      case 'cancels':
        await untilAnswered(() => this.shop(buyer, 'POST', `/orders/${order.id}/cancel`));
        return;
      case 'staff refund a part':
        await desk('refunds', {
          amount: EUR(100),
          reason: 'a scratch',
          restock: [{ part_id: first.part_id, quantity: 1 }],
        });
        return;
      case 'staff refund all':
        await desk('refunds', { reason: 'as a courtesy' });
        return;
      case 'staff hand over':
        await desk('hand-over');
        return;
      default:
    }
  }
}
