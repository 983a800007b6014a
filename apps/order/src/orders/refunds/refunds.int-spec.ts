import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, transaction } from '@tandem/persistence';
import { eventually, type Answer } from '@tandem/testing';
import { SyncStandIn, tell } from '../../money/payments/spec-support.js';
import { RequestRefund } from '../../money/refunds/request-refund.js';
import type { Person } from '../../testing/shop.js';
import { WholeShop } from '../../testing/whole-shop.js';

interface RefundAnswer {
  id: string;
  status: string;
  code?: string;
  amount?: { amount: string };
  last_error?: string | null;
  errors?: { field: string }[];
}

// Real here: two instances of order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('money given back', () => {
  let sync: SyncStandIn;
  let shop: WholeShop;
  let staff: Person;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(WholeShop, {
      instances: 2,
      env: {
        ORDER_PAYMENT_CHECK_MS: '300000',
        ORDER_REFUND_RETRY_MS: '10',
        ORDER_REFUND_ATTEMPTS: '12',
      },
    });
    staff = await shop.staff();
  });
  beforeEach(() => {
    sync.answering = true;
    sync.refunding = 'settled';
    shop.wire.restore();
  });
  afterEach(async () => {
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  /** A paid order of so many pieces at 10.00. */
  async function bought(method: 'balance' | 'g2a_pay', quantity = 2) {
    const part = await shop.part({ stock: 10, price: 1_000 });
    const cora = await shop.shopper(method === 'balance' ? quantity * 1_000 : 0);
    await shop.fill(cora, { [part]: quantity });
    const { status, body } = await eventually(async () => {
      const answer = await shop.order(cora, { method, key: cora.id });
      expect(answer.status).toBe(201);
      return answer;
    });
    expect(status).toBe(201);
    const payment = method === 'g2a_pay' ? await paymentOf(body.id) : '';
    if (payment) await tell(shop.instances[0]!.app, sync.change(payment, { status: 'complete' }));
    await shop.settled();
    return { part, cora, id: body.id, payment };
  }
  const paymentOf = async (orderId: string) =>
    (
      await shop.database.query<{ id: string }>(
        `select id from orders.payments where order_id = $1`,
        [orderId],
      )
    )[0]!.id;

  let instance = 0;
  const refund = (
    orderId: string,
    body: object = {},
    key: string = randomUUID(),
  ): Promise<Answer<RefundAnswer>> =>
    shop.call('POST', `/admin/orders/${orderId}/refunds`, {
      as: staff,
      body: { reason: 'It arrived broken', ...body },
      headers: { 'idempotency-key': key },
      instance: (instance += 1) % 2,
    });
  const retry = (orderId: string, refundId: string): Promise<Answer<RefundAnswer>> =>
    shop.call('POST', `/admin/orders/${orderId}/refunds/${refundId}/retry`, { as: staff });
  const eur = (amount: string) => ({ amount: { amount, currency: 'EUR' } });
  const orderOf = async (as: Person, id: string) =>
    (await shop.call<OrderView>('GET', `/orders/${id}`, { as })).body;
  interface OrderView {
    status: string;
    refunded: { amount: string };
    refunds: { status: string; amount: { amount: string } }[];
  }
  const events = (id: string) =>
    shop.database.query(
      `select payload ->> 'status' as status, payload #>> '{refunded,amount}' as refunded,
              payload #>> '{refund,amount,amount}' as amount
         from orders.outbox where aggregateid = $1 and type = 'order.refunded' order by seq`,
      [id],
    );

  it('for an order paid from the balance is in the wallet at once', async () => {
    const { cora, id } = await bought('balance');
    expect(await refund(id, eur('5.00'))).toMatchObject({
      status: 201,
      body: { status: 'settled', amount: { amount: '5.00' } },
    });
    expect(await shop.balanceOf(cora)).toBe(500);
    expect(await orderOf(cora, id)).toMatchObject({
      status: 'paid',
      refunded: { amount: '5.00' },
      refunds: [{ status: 'settled', amount: { amount: '5.00' } }],
    });
    expect(await refund(id)).toMatchObject({ status: 201, body: { amount: { amount: '15.00' } } });
    expect(await shop.balanceOf(cora)).toBe(2_000);
    expect(await orderOf(cora, id)).toMatchObject({ status: 'refunded' });
    expect(await events(id)).toEqual([
      { status: 'paid', refunded: '5.00', amount: '5.00' },
      { status: 'refunded', refunded: '20.00', amount: '15.00' },
    ]);
    expect(await refund(id)).toMatchObject({ status: 409, body: { code: 'not_refundable' } });
  });

  it('through G2A PAY is on its way until that has done it, and the order is not handed over meanwhile', async () => {
    const { cora, id, payment } = await bought('g2a_pay');
    sync.refunding = 'pending';
    const { body } = await refund(id);
    expect(body.status).toBe('requested');
    await eventually(() =>
      expect(sync.asked.filter((a) => a.endsWith('refunds')).length > 1).toBe(true),
    );
    expect(await orderOf(cora, id)).toMatchObject({
      status: 'paid',
      refunded: { amount: '0.00' },
      refunds: [{ status: 'requested' }],
    });
    const handOver = await shop.call('POST', `/admin/orders/${id}/hand-over`, { as: staff });
    expect(handOver.status).toBe(409);
    await expect(
      shop.database.query(
        `update orders.orders set status = 'fulfilment_requested' where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'orders_legal_move' });
    sync.refunding = 'settled';
    await eventually(async () =>
      expect(await orderOf(cora, id)).toMatchObject({
        status: 'refunded',
        refunded: { amount: '20.00' },
      }),
    );
    expect(sync.refunded(payment)).toBe(2_000);
    expect(await shop.balanceOf(cora)).toBe(0);
    // A worker settled it: the story of the order goes on, in a trace of its own.
    const [told] = await shop.database.query<{ headers: object; correlation_id: string }>(
      `select e.headers, o.correlation_id from orders.outbox e join orders.orders o on o.id::text = e.aggregateid
        where o.id = $1 and e.type = 'order.refunded'`,
      [id],
    );
    expect(told!.headers).toEqual({
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/),
      ce_correlationid: told!.correlation_id,
    });
  });

  it('while G2A PAY is away is tried again until it is back, and given once', async () => {
    const { cora, id, payment } = await bought('g2a_pay');
    sync.answering = false;
    expect((await refund(id, eur('7.00'))).body.status).toBe('requested');
    await eventually(async () =>
      expect(
        await shop.database.query(`select last_error from orders.refunds where order_id = $1`, [
          id,
        ]),
      ).toEqual([{ last_error: 'unavailable' }]),
    );
    sync.answering = true;
    await eventually(
      async () => expect(await orderOf(cora, id)).toMatchObject({ refunded: { amount: '7.00' } }),
      { timeoutMs: 30_000 },
    );
    expect(sync.refunded(payment)).toBe(700);
    expect(await events(id)).toHaveLength(1);
  });

  it('that G2A PAY refuses is left to staff, who can send it again', async () => {
    const { cora, id, payment } = await bought('g2a_pay');
    sync.refunding = 'refuse';
    const { body } = await refund(id, eur('4.00'));
    await eventually(async () =>
      expect(await orderOf(cora, id)).toMatchObject({ refunds: [{ status: 'failed' }] }),
    );
    expect(await retry(id, randomUUID())).toMatchObject({ status: 404 });
    expect(await retry((await bought('balance')).id, body.id)).toMatchObject({ status: 404 });
    // It still has its claim: what it will give back can't be given to anybody else.
    expect(await refund(id, eur('16.01'))).toMatchObject({
      status: 409,
      body: { code: 'refund_exceeds_total', left: { amount: '16.00' } },
    });
    sync.refunding = 'settled';
    const answers = await Promise.all([retry(id, body.id), retry(id, body.id)]);
    // One of two clicks may come when the other's is done already.
    const told = answers.map(({ status, body }) => (status === 200 ? status : body.code));
    expect(told).toContain(200);
    expect([200, 'nothing_to_retry']).toEqual(expect.arrayContaining(told));
    await eventually(async () =>
      expect(await orderOf(cora, id)).toMatchObject({ refunds: [{ status: 'settled' }] }),
    );
    expect(sync.refunded(payment)).toBe(400);
    expect(await retry(id, body.id)).toMatchObject({
      status: 409,
      body: { code: 'nothing_to_retry' },
    });
  });

  it('by many of the staff at once is never more than was paid', async () => {
    for (const method of ['balance', 'g2a_pay'] as const) {
      const { cora, id } = await bought(method, 2);
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) => refund(id, eur(`${1 + (n % 3)}.00`))),
      );
      const given = answers.filter(({ status }) => status === 201);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
      const sum = given.reduce((total, { body }) => total + Number(body.amount!.amount), 0);
      expect(sum).toBeLessThanOrEqual(20);
      expect(sum).toBeGreaterThanOrEqual(18);
      await eventually(async () =>
        expect(Number((await orderOf(cora, id)).refunded.amount)).toBe(sum),
      );
    }
  });

  it('the same key twenty times at once is one refund with one answer', async () => {
    const { cora, id } = await bought('balance');
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refund(id, eur('3.00'), key)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await shop.balanceOf(cora)).toBe(300);
    for (const other of [eur('3.01'), {}, { ...eur('3.00'), reason: 'Another' }]) {
      expect(await refund(id, other, key)).toMatchObject({
        status: 422,
        body: { code: 'idempotency_key_reused' },
      });
    }
    await refund(id);
    expect((await refund(id, eur('3.00'), key)).body).toEqual(answers[0]!.body);
  });

  it('asked for again with its key has the first answer, whatever became of it since', async () => {
    const { part, cora, id } = await bought('g2a_pay');
    const wish = { ...eur('4.00'), restock: [{ part_id: part, quantity: 1 }] };
    const first = await refund(id, wish, 'once');
    expect(first).toMatchObject({ status: 201, body: { status: 'requested' } });
    await eventually(async () => {
      expect(await orderOf(cora, id)).toMatchObject({ refunds: [{ status: 'settled' }] });
      expect(await shop.stockOf(part)).toEqual({ current: 9, reserved: 0 });
    });
    expect((await refund(id, wish, 'once')).body).toEqual(first.body);
  });

  it('brings the goods named with it back on the shelf, once', async () => {
    const { part, id } = await bought('balance', 3);
    expect(await shop.stockOf(part)).toEqual({ current: 7, reserved: 0 });
    const restock = [{ part_id: part, quantity: 2 }];
    await refund(id, { ...eur('20.00'), restock });
    await eventually(async () =>
      expect(await shop.stockOf(part)).toEqual({ current: 9, reserved: 0 }),
    );
    // One is left to come back.
    const tooMany = await refund(id, { ...eur('1.00'), restock });
    expect(tooMany).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    expect(tooMany.body.errors).toMatchObject([{ field: 'restock.0.quantity' }]);
    const stranger = [{ part_id: await shop.part({ stock: 1 }), quantity: 1 }];
    expect((await refund(id, { ...eur('1.00'), restock: stranger })).status).toBe(422);
    await refund(id, { restock: [{ part_id: part, quantity: 1 }] });
    await eventually(async () =>
      expect(await shop.stockOf(part)).toEqual({ current: 10, reserved: 0 }),
    );
  });

  it('brings back every line of the greatest order there can be', async () => {
    const parts = await shop.parts(200, { stock: 1, price: 100 });
    const cora = await shop.shopper(20_000);
    await shop.fill(cora, Object.fromEntries(parts.map((part) => [part, 1])));
    const { body } = await shop.order(cora);
    await shop.settled();
    const restock = parts.map((part_id) => ({ part_id, quantity: 1 }));
    expect(await refund(body.id, { restock })).toMatchObject({
      status: 201,
      body: { amount: { amount: '200.00' } },
    });
    await eventually(async () => {
      for (const part of [parts.at(0)!, parts.at(-1)!]) {
        expect(await shop.stockOf(part)).toEqual({ current: 1, reserved: 0 });
      }
    });
    expect((await refund(body.id, { restock: [...restock, restock[0]] })).status).toBe(422);
  });

  it('of the same goods by many of the staff at once brings them back once', async () => {
    const { part, id } = await bought('balance', 3);
    const restock = [{ part_id: part, quantity: 3 }];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => refund(id, { ...eur('1.00'), restock })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(9);
    await eventually(async () =>
      expect(await shop.stockOf(part)).toEqual({ current: 10, reserved: 0 }),
    );
  });

  it('asked for by the shop itself, twenty times for one reason, is one refund', async () => {
    const { cora, id } = await bought('balance');
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const { app } = shop.instances[n % 2]!;
        return transaction(app.get(Database), (tx) =>
          app.get(RequestRefund, { strict: false }).request(tx, {
            order: { id },
            amountMinor: 300n,
            reason: 'stock_lost',
            restock: [],
            requestedBy: null,
          }),
        );
      }),
    );
    expect(new Set(asked.map((one) => one!.id)).size).toBe(1);
    expect(await shop.balanceOf(cora)).toBe(300);
  });

  it('does not wait for inventory: the goods follow when it is back', async () => {
    const { part, cora, id } = await bought('balance', 1);
    shop.wire.cut();
    const { body } = await refund(id, { restock: [{ part_id: part, quantity: 1 }] });
    expect(body.status).toBe('settled');
    expect(await shop.balanceOf(cora)).toBe(1_000);
    await eventually(async () =>
      expect(
        await shop.database.query(`select last_error from orders.refunds where id = $1`, [body.id]),
      ).toEqual([{ last_error: 'unavailable' }]),
    );
    expect((await shop.stockOf(part)).current).toBe(9);
    shop.wire.restore();
    await eventually(async () => expect((await shop.stockOf(part)).current).toBe(10), {
      timeoutMs: 30_000,
    });
  });

  it('is refused for an order that has no money, and in another currency', async () => {
    const part = await shop.part({ stock: 5, price: 1_000 });
    const cora = await shop.shopper();
    await shop.fill(cora, { [part]: 1 });
    const { body } = await shop.order(cora, { method: 'g2a_pay' });
    expect(await refund(body.id)).toMatchObject({
      status: 409,
      body: { code: 'not_refundable', status: 409, order_status: 'awaiting_payment' },
    });
    expect(await refund(randomUUID())).toMatchObject({ status: 404 });
    await shop.call('POST', `/orders/${body.id}/cancel`, { as: cora });
    const { id } = await bought('balance');
    const dollars = await refund(id, { amount: { amount: '1.00', currency: 'USD' } });
    expect(dollars.body.errors).toMatchObject([{ field: 'amount.currency' }]);
    expect(await refund(id, eur('20.01'))).toMatchObject({
      status: 409,
      body: { code: 'refund_exceeds_total', left: { amount: '20.00', currency: 'EUR' } },
    });
  });

  it('more than the total, a rewritten or a vanished refund are refused by the database', async () => {
    const { id } = await bought('balance');
    const { body } = await refund(id, eur('2.00'));
    await expect(
      shop.database.query(
        `update orders.orders set refund_requested_minor = total_minor + 1 where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514' });
    for (const sql of [
      `update orders.refunds set amount_minor = 1 where id = $1`,
      `update orders.refunds set status = 'requested' where id = $1`,
      `update orders.refunds set status = 'failed' where id = $1`,
      `delete from orders.refunds where id = $1`,
    ]) {
      await expect(shop.database.query(sql, [body.id])).rejects.toMatchObject({ code: '23000' });
    }
  });
});
