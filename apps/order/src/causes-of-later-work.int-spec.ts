import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordedSpans } from '@tandem/observability/testing';
import { eventually } from '@tandem/testing';
import { SyncStandIn, tell } from './money/payments/spec-support.js';
import type { Person } from './testing/shop.js';
import { WholeShop } from './testing/whole-shop.js';

// Real here: order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('what a worker takes up names the request that it came of', () => {
  let spans: RecordedSpans;
  let sync: SyncStandIn;
  let shop: WholeShop;
  beforeAll(async () => {
    spans = new RecordedSpans();
    [shop, sync] = await SyncStandIn.openShop(WholeShop, {
      env: {
        ORDER_ANSWER_DEADLINE_MS: '400',
        ORDER_PAYMENT_CHECK_MS: '20',
        ORDER_REFUND_RETRY_MS: '10',
      },
    });
  });
  afterAll(async () => {
    await shop?.close();
    await spans?.close();
  });

  /** A click of somebody: its trace, and the header that its requests bring along. */
  function click() {
    const trace = randomUUID().replaceAll('-', '');
    return { trace, headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } };
  }
  /** The row keeps a span of the click's trace, and the worker's span links to it. */
  async function linked(work: string, table: string, id: string, { trace }: { trace: string }) {
    const [row] = await shop.database.query<{ traceparent: string | null }>(
      `select traceparent from orders.${table} where id = $1`,
      [id],
    );
    expect(row!.traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    const cause = row!.traceparent!.slice(3, -3);
    await eventually(() => expect(spans.linksOf(work)).toContain(cause));
  }
  const paymentOf = async (column: 'user_id' | 'order_id', id: string): Promise<string> =>
    (
      await shop.database.query<{ id: string }>(
        `select id from orders.payments where ${column} = $1 and provider = 'g2a_pay'`,
        [id],
      )
    )[0]!.id;

  async function coraWith(balance: number): Promise<Person> {
    const cora = await shop.shopper(balance);
    await shop.fill(cora, { [await shop.part({ stock: 5, price: 1_000 })]: 1 });
    return cora;
  }

  it('an order that its own request did not finish', async () => {
    const cora = await coraWith(1_000);
    const order = click();
    shop.wire.cut();
    expect((await shop.order(cora, { headers: order.headers })).status).toBe(503);
    shop.wire.restore();
    const [{ id }] = (await shop.database.query<{ id: string }>(
      `select id from orders.orders where user_id = $1`,
      [cora.id],
    )) as [{ id: string }];
    await linked('resume order', 'orders', id, order);
    await shop.settled();
  });

  it('a payment that its provider is asked about', async () => {
    const cora = await shop.shopper();
    const topUp = click();
    const { status } = await shop.call('POST', '/wallet/top-ups', {
      as: cora,
      body: { amount: { amount: '6.00', currency: 'EUR' }, payment_method: 'g2a_pay' },
      headers: topUp.headers,
    });
    expect(status).toBe(201);
    await linked('check payment', 'payments', await paymentOf('user_id', cora.id), topUp);
  });

  it('a refund, of the request for it and not of the order', async () => {
    const cora = await coraWith(0);
    const { body } = await eventually(async () => {
      const answer = await shop.order(cora, { method: 'g2a_pay', key: cora.id });
      expect(answer.status).toBe(201);
      return answer;
    });
    const payment = await paymentOf('order_id', body.id);
    await tell(shop.instances[0]!.app, sync.change(payment, { status: 'complete' }));
    await shop.settled();
    const wish = click();
    const refund = await shop.call<{ id: string }>('POST', `/admin/orders/${body.id}/refunds`, {
      as: await shop.staff(),
      body: { reason: 'It arrived broken' },
      headers: { 'idempotency-key': randomUUID(), ...wish.headers },
    });
    await linked('carry out refund', 'refunds', refund.body.id, wish);
    await shop.settled();
  });

  it('nothing else than a W3C traceparent is kept', async () => {
    for (const traceparent of ['', 'nonsense', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-0ff`]) {
      await expect(
        shop.database.query(`update orders.orders set traceparent = $1`, [traceparent]),
      ).rejects.toMatchObject({ constraint: 'orders_traceparent' });
    }
  });
});
