import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, transaction } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import { Shop } from '../../testing/shop.js';
import { providerStatusOf } from '../providers/g2a-status.js';
import { ApplyProviderStatus } from './apply-provider-status.js';
import { BeginOrderPayment, type OrderToPay } from './begin-order-payment.js';
import { CancelOrderPayment } from './cancel-order-payment.js';
import { discrepancies, placedOrder, SyncStandIn, tell, type PlacedOrder } from './spec-support.js';

// Real here: two instances of the order service and PostgreSQL. The sync gateway is a stand-in; nobody answers for inventory.
describe('an order paid through G2A PAY', () => {
  let sync: SyncStandIn;
  let shop: Shop;
  let part: number;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(Shop, {
      instances: 2,
      env: {
        ORDER_PAYMENT_CHECK_MS: '300000',
        ORDER_REFUND_RETRY_MS: '20',
        ORDER_G2A_PAY_FEE_BASIS_POINTS: '100',
      },
    });
    part = await shop.part();
  });
  afterEach(async () => {
    sync.answering = true;
    expect(await discrepancies(shop)).toEqual([]);
  });
  afterAll(() => shop?.close());

  const service = <T>(type: new (...args: never[]) => T, instance = 0): T =>
    shop.instances[instance]!.app.get<T>(type, { strict: false });
  const place = (unit = 1_000): Promise<PlacedOrder> =>
    placedOrder(shop, { partId: part, userId: randomUUID(), unit, method: 'g2a_pay' });
  const toPay = (order: PlacedOrder): OrderToPay => ({
    id: order.id,
    number: order.number,
    userId: order.userId,
    paymentMethod: 'g2a_pay',
    currency: 'EUR',
    totalMinor: BigInt(order.total),
    expiresAt: new Date(Date.now() + 60_000),
    lines: [],
  });
  const begin = (order: PlacedOrder, instance = 0) =>
    service(BeginOrderPayment, instance).begin(toPay(order));
  const paymentOf = async ({ id }: PlacedOrder) =>
    (
      await shop.database.query<{ id: string; status: string }>(
        `select id, status from orders.payments where order_id = $1`,
        [id],
      )
    )[0]!;
  const orderOf = async ({ id }: PlacedOrder) =>
    (
      await shop.database.query<{ status: string; refunded: number }>(
        `select status, refunded_minor::int as refunded from orders.orders where id = $1`,
        [id],
      )
    )[0]!;
  const entriesOf = ({ id }: PlacedOrder) =>
    shop.database.query(
      `select type, amount_minor::int as minor from orders.ledger_entries where order_id = $1 order by created_at, type desc`,
      [id],
    );
  const refundsOf = ({ id }: PlacedOrder) =>
    shop.database.query(`select id from orders.refunds where order_id = $1`, [id]);
  const app = () => shop.instances[0]!.app;
  const paid = (paymentId: string) => sync.change(paymentId, { status: 'complete' });

  it('begun twenty times at once has one payment and one way to pay', async () => {
    const order = await place();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => begin(order, n % 2)));
    const payment = await paymentOf(order);
    expect(new Set(answers.map(({ redirectUrl }) => redirectUrl))).toEqual(
      new Set([`https://pay.test/${payment.id}`]),
    );
    expect(payment).toMatchObject({ id: order.id, status: 'pending' });
  });

  it('can be begun again when the provider was away', async () => {
    const order = await place();
    sync.answering = false;
    await expect(begin(order)).rejects.toMatchObject({ code: 'unavailable' });
    const { id } = await paymentOf(order);
    sync.answering = true;
    await eventually(() => begin(order));
    expect(sync.payments.has(id)).toBe(true);
  });

  it('is paid when the money has come: once, with its fee, however often it is told', async () => {
    const order = await place(2_000);
    await begin(order);
    const payment = await paymentOf(order);
    const update = paid(payment.id);
    const eventId = randomUUID();
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => tell(app(), update, n % 2 ? eventId : undefined)),
    );
    expect(await orderOf(order)).toMatchObject({ status: 'paid' });
    expect(await paymentOf(order)).toMatchObject({ status: 'settled' });
    expect(await entriesOf(order)).toEqual([
      { type: 'purchase', minor: -2_000 },
      { type: 'fee', minor: 0 },
    ]);
  });

  it('is paid once when event and answer bring the same news to all instances at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const order = await place();
      await begin(order);
      const { id } = await paymentOf(order);
      const news = providerStatusOf(paid(id));
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          transaction(service(Database, n % 2), (tx) =>
            service(ApplyProviderStatus, n % 2).apply(tx, id, news),
          ),
        ),
      );
      expect(await orderOf(order)).toEqual({ status: 'paid', refunded: 0 });
      expect(await refundsOf(order)).toEqual([]);
    }
  });

  it('older news that come after newer ones change nothing', async () => {
    const order = await place();
    await begin(order);
    const { id } = await paymentOf(order);
    const rejected = sync.change(id, { status: 'rejected' });
    await tell(app(), sync.change(id, { status: 'pending' }));
    await tell(app(), rejected);
    expect(await paymentOf(order)).toMatchObject({ status: 'pending' });
    expect(await orderOf(order)).toMatchObject({ status: 'created' });
    const dead = await shop.database.query(
      `select error from orders.dead_letters where message_key = $1`,
      [id],
    );
    expect(dead).toEqual([]);
  });

  it.each([
    ['rejected', 'failed', 'payment_rejected'],
    ['cancelled', 'cancelled', 'payment_cancelled'],
  ] as const)('fails when G2A PAY says %s', async (said, status, reason) => {
    const order = await place();
    await begin(order);
    const { id } = await paymentOf(order);
    await tell(app(), sync.change(id, { status: said }));
    expect(await paymentOf(order)).toMatchObject({ status });
    expect(
      await shop.database.query(`select status, reason from orders.orders where id = $1`, [
        order.id,
      ]),
    ).toEqual([{ status: 'failed', reason }]);
    expect(await entriesOf(order)).toEqual([]);
    // Who has left the page learns of it.
    const mails = await shop.database.query(
      `select template, user_id from orders.mails where data ->> 'order_id' = $1`,
      [order.id],
    );
    expect(mails).toEqual([{ template: 'order_failed', user_id: order.userId }]);
  });

  it('another amount or currency than ours pays nothing', async () => {
    const order = await place();
    await begin(order);
    const { id } = await paymentOf(order);
    for (const amount of [
      { amount: '9.99', currency: 'EUR' },
      { amount: '10.01', currency: 'EUR' },
      { amount: '10.00', currency: 'USD' },
    ]) {
      await tell(app(), sync.change(id, { status: 'complete', amount }));
      expect(await orderOf(order)).toMatchObject({ status: 'created' });
      expect(await paymentOf(order)).toMatchObject({ status: 'pending' });
    }
    const amount = { amount: '10.00', currency: 'EUR' };
    await tell(app(), sync.change(id, { status: 'complete', amount }));
    expect(await orderOf(order)).toMatchObject({ status: 'paid' });
  });

  it('given up, it is cancelled there too and can not be begun again', async () => {
    const order = await place();
    await begin(order);
    expect(await service(CancelOrderPayment).cancel(order.id)).toBe('cancelled');
    expect(await service(CancelOrderPayment).cancel(order.id)).toBe('cancelled');
    expect(sync.asked.at(-1)).toBe('POST cancel');
    expect(await paymentOf(order)).toMatchObject({ status: 'cancelled' });
    await expect(begin(order)).rejects.toMatchObject({
      code: 'payment_over',
      extra: { payment_status: 'cancelled' },
    });
    const unbegun = await place();
    expect(await service(CancelOrderPayment).cancel(unbegun.id)).toBe('none');
  });

  it('given up while the money has just come, it is paid', async () => {
    const order = await place();
    await begin(order);
    paid((await paymentOf(order)).id);
    expect(await service(CancelOrderPayment).cancel(order.id)).toBe('settled');
    expect(await orderOf(order)).toMatchObject({ status: 'paid' });
  });

  it('given up while the provider is away it ends all the same, and late money goes back in full', async () => {
    const order = await place(3_000);
    await begin(order);
    const { id } = await paymentOf(order);
    sync.answering = false;
    expect(await service(CancelOrderPayment).cancel(order.id)).toBe('cancelled');
    await shop.database.query(
      `update orders.orders set status = 'failed', reason = 'payment_timeout' where id = $1`,
      [order.id],
    );
    sync.answering = true;
    await tell(app(), paid(id));
    await eventually(async () => expect(await orderOf(order)).toMatchObject({ refunded: 3_000 }));
    expect(await orderOf(order)).toMatchObject({ status: 'failed' });
    expect(sync.refunded(id)).toBe(3_000);
    expect((await entriesOf(order)).map((entry) => (entry as { minor: number }).minor)).toEqual([
      -3_000, 0, 3_000,
    ]);
    expect(await shop.events(order.id)).toMatchObject([
      { type: 'order.refunded', payload: { refund: { amount: { amount: '30.00' } } } },
    ]);
  });

  it('news of a payment that was never begun here are kept for staff as a dead letter', async () => {
    const payment_id = randomUUID();
    const amount = { amount: '1.00', currency: 'EUR' };
    await tell(app(), {
      payment_id,
      version: 1,
      status: 'complete',
      amount,
      refunded: { amount: '0.00', currency: 'EUR' },
      transaction_id: 'T',
      updated_at: new Date().toISOString(),
    });
    const dead = await shop.database.query(
      `select error from orders.dead_letters where message_key = $1`,
      [payment_id],
    );
    expect(dead).toEqual([
      { error: expect.stringContaining('was never begun here') as unknown as string },
    ]);
  });

  it('what a payment was for, and what has settled, can not be rewritten', async () => {
    const order = await place();
    // The circuit of the test before may still be open.
    await eventually(() => begin(order));
    const { id } = await paymentOf(order);
    await tell(app(), paid(id));
    for (const sql of [
      `update orders.payments set amount_minor = 1 where id = $1`,
      `update orders.payments set order_id = null, purpose = 'top_up' where id = $1`,
      `update orders.payments set status = 'cancelled' where id = $1`,
      `update orders.payments set status = 'pending' where id = $1`,
      `update orders.payments set provider_version = 0 where id = $1`,
      `delete from orders.payments where id = $1`,
    ]) {
      await expect(shop.database.query(sql, [id])).rejects.toMatchObject({ code: '23000' });
    }
  });
});
