import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { Database, transaction } from '@tandem/persistence';
import { transfer } from '../../money/ledger/account.js';
import { BookEntry } from '../../money/ledger/book-entry.js';
import { discrepancies, placedOrder } from '../../money/payments/spec-support.js';
import { RequestRefund } from '../../money/refunds/request-refund.js';
import { Shop } from '../../testing/shop.js';

const REFUSALS = [400, 403, 404, 409, 410, 413, 415, 422, 451];
const ABSENCES = [401, 408, 425, 429, 500, 502, 503, 504, 'hangs up', 'hangs'] as const;
type Reply = number | 'hangs up' | 'hangs';

/** Inventory and the sync gateway in one: says yes to everything, but for the calls that are told to end otherwise. */
class OtherServices {
  readonly asked: string[] = [];
  /** By the path of the call. */
  readonly replies = new Map<string, Reply>();
  private readonly server: Server = createServer((request, response) => {
    request.resume().on('end', () => this.answer(request.method!, request.url!, response));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(method: string, url: string, response: ServerResponse): void {
    const call = `${method} ${url.replace(/[0-9a-f-]{36}/g, ':id')}`;
    this.asked.push(call);
    const reply = this.replies.get(call) ?? 200;
    if (reply === 'hangs') return;
    if (reply === 'hangs up') return void response.destroy();
    const body =
      reply === 200
        ? { results: [], status: 'settled', redirect_url: 'https://pay.test/' }
        : { code: 'some_reason', status: reply, provider_code: 'BR02' };
    response.writeHead(reply, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

// Real here: the order service and PostgreSQL.
describe.each([
  ['hold', 'POST /internal/reservations', 'reservation_refused'],
  ['pay', 'POST /internal/g2a-pay/payments', 'payment_refused'],
])('a shopper who waits for %s (%s)', (_step, call, reason) => {
  let others: OtherServices;
  let url: string;
  beforeAll(async () => {
    others = new OtherServices();
    url = await others.start();
  });
  afterAll(() => others.close());

  const open = () =>
    Shop.open({
      env: {
        INVENTORY_URL: url,
        SYNC_URL: url,
        ORDER_ANSWER_DEADLINE_MS: '400',
        ORDER_PAYMENT_CHECK_MS: '300000',
      },
    });

  async function ordered(shop: Shop, reply: Reply) {
    others.replies.clear();
    others.replies.set(call, reply);
    others.asked.length = 0;
    const part = await shop.part({ stock: 5 });
    const cora = await shop.customer();
    await shop.call('POST', '/cart/items', { as: cora, body: { part_id: part, quantity: 1 } });
    const { status, body } = await shop.call('POST', '/orders', {
      as: cora,
      body: { payment_method: 'g2a_pay' },
      headers: { 'idempotency-key': 'k' },
    });
    const tries = others.asked.filter((one) => one === call).length;
    const released = others.asked.includes('POST /internal/reservations/:id/release');
    const [row] = await shop.database.query<{ status: string }>(
      `select status, reason, next_step from orders.orders where user_id = $1`,
      [cora.id],
    );
    return { status, code: body['code'], reason: body['reason'], tries, released, row };
  }

  describe('and is refused', () => {
    let shop: Shop;
    beforeAll(async () => {
      shop = await open();
    });
    afterAll(() => shop?.close());

    it.each(REFUSALS)(
      'is told a %d at once: asked once, ended, the goods are free',
      async (status) => {
        expect(await ordered(shop, status)).toEqual({
          status: 409,
          code: 'order_failed',
          reason,
          tries: 1,
          released: true,
          row: { status: 'failed', reason, next_step: null },
        });
      },
    );
  });

  // One shop a case: a breaker that one case has opened is none of another's, and its order goes on asking.
  it.each(ABSENCES)('is told after a %s that it is still in work: it goes on', async (reply) => {
    const shop = await open();
    try {
      expect(await ordered(shop, reply)).toMatchObject({
        status: 503,
        code: 'order_in_progress',
        released: false,
        row: { status: 'created', reason: null },
      });
    } finally {
      await shop.close();
    }
  });
});

describe('money that is to go back', () => {
  let others: OtherServices;
  let shop: Shop;
  const call = 'POST /internal/g2a-pay/payments/:id/refunds';
  const goods = 'POST /internal/returns';
  beforeAll(async () => {
    others = new OtherServices();
    const url = await others.start();
    shop = await Shop.open({
      env: {
        INVENTORY_URL: url,
        SYNC_URL: url,
        ORDER_REFUND_RETRY_MS: '10',
        ORDER_REFUND_ATTEMPTS: '3',
        ORDER_PAYMENT_CHECK_MS: '300000',
      },
    });
  });
  afterAll(async () => {
    expect(await discrepancies(shop)).toEqual([]);
    await shop?.close();
    await others.close();
  });

  /** An order that was paid through G2A PAY is given back, with its one piece. */
  async function refunded(): Promise<string> {
    const part = await shop.part();
    const { id: userId } = await shop.customer();
    const order = await placedOrder(shop, { partId: part, userId, unit: 500, method: 'g2a_pay' });
    const app = shop.instances[0]!.app;
    const database = app.get(Database);
    await shop.database.query(
      `with paid as (update orders.orders set status = 'paid' where id = $1 returning id)
       insert into orders.payments (id, purpose, user_id, order_id, provider, currency, amount_minor, description, status, settled_at, expires_at)
       values ($1, 'order', $2, $1, 'g2a_pay', 'EUR', 500, 'Order', 'settled', now(), now())`,
      [order.id, userId],
    );
    await transaction(database, async (tx) => {
      await app.get(BookEntry, { strict: false }).book(tx, {
        type: 'purchase',
        sourceId: order.id,
        userId,
        orderId: order.id,
        paymentId: order.id,
        currency: 'EUR',
        amountMinor: -500n,
        paymentMethod: 'g2a_pay',
        postings: transfer({ kind: 'g2a_pay' }, { kind: 'sales' }, 500n),
      });
      await app.get(RequestRefund, { strict: false }).request(tx, {
        order: { id: order.id },
        amountMinor: 500n,
        reason: 'test',
        restock: [{ part_id: part, quantity: 1 }],
        requestedBy: null,
      });
    });
    return order.id;
  }
  async function leftToStaff(orderId: string): Promise<Record<string, unknown>> {
    return eventually(
      async () => {
        const [row] = await shop.database.query<Record<string, unknown>>(
          `select status, last_error, attempts from orders.refunds where order_id = $1 and due_at is null and last_error is not null`,
          [orderId],
        );
        expect(row).toBeDefined();
        return row!;
      },
      { timeoutMs: 60_000 },
    );
  }

  it.each(REFUSALS)('and is refused with %d is left to staff after one try', async (status) => {
    others.replies.clear();
    others.replies.set(call, status);
    expect(await leftToStaff(await refunded())).toEqual({
      status: 'failed',
      last_error: 'some_reason',
      attempts: 1,
    });
  });

  it.each(REFUSALS)('whose goods are refused with %d has gone, after one try', async (status) => {
    others.replies.clear();
    others.replies.set(goods, status);
    expect(await leftToStaff(await refunded())).toEqual({
      status: 'settled',
      last_error: 'some_reason',
      attempts: 1,
    });
  });

  it.each([408, 429, 500, 503, 'hangs up'] as const)(
    'and gets a %s for an answer is tried again, and left to staff in the end',
    async (reply) => {
      others.replies.clear();
      others.replies.set(call, reply);
      expect(await leftToStaff(await refunded())).toEqual({
        status: 'failed',
        last_error: 'unavailable',
        attempts: 3,
      });
    },
  );
});
