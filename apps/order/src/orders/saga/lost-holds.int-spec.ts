import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ExternalStockChanged } from '@tandem/contracts';
import { backingServices, eventually, uniquePrefix } from '@tandem/testing';
import { publishEvent, SyncStandIn, tell } from '../../money/payments/spec-support.js';
import type { Person } from '../../testing/shop.js';
import { WholeShop, type OrderAnswer } from '../../testing/whole-shop.js';

// Real here: two instances of order, inventory as a process of its own, PostgreSQL, Kafka. The sync gateway is a stand-in.
describe('orders whose pieces the warehouse has no more', () => {
  let shop: WholeShop;
  let sync: SyncStandIn;
  let sequence = 0;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(WholeShop, {
      instances: 2,
      env: {
        KAFKA_BROKERS: backingServices().kafka.join(','),
        TANDEM_TOPIC_PREFIX: uniquePrefix(),
        INVENTORY_SHORTFALL_GRACE_MS: '0',
        INVENTORY_SALE_NUMBERS_INTERVAL_MS: '50',
        ORDER_REFUND_RETRY_MS: '10',
        ORDER_PAYMENT_CHECK_MS: '300000',
      },
    });
  });
  afterEach(async () => {
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  /** The warehouse has so many, without the sales up to that number. */
  async function announce(part_id: number, quantity: number, counted_through = 0): Promise<void> {
    sequence += 1;
    const as_of = new Date(Date.UTC(2026, 0, 1) + sequence * 1_000).toISOString();
    await publishEvent(shop.instances[0]!.app, ExternalStockChanged, {
      ...{ part_id, version: 1, sku: 'S', quantity, sequence, counted_through, as_of },
    });
  }
  /** A part that the warehouse counts. */
  async function counted(quantity: number): Promise<number> {
    const part = await shop.part({ stock: 0 });
    await announce(part, quantity);
    await eventually(async () => expect((await shop.stockOf(part)).current).toBe(quantity));
    return part;
  }
  async function order(as: Person, part: number, quantity: number, method = 'g2a_pay') {
    await shop.fill(as, { [part]: quantity });
    const { status, body } = await shop.order(as, { method });
    expect([status, body.code]).toEqual([201, undefined]);
    return body;
  }
  const orderOf = async (as: Person, { id }: OrderAnswer) =>
    (await shop.call('GET', `/orders/${id}`, { as })).body;
  const becomes = (as: Person, placed: OrderAnswer, expected: Record<string, unknown>) =>
    eventually(async () => expect(await orderOf(as, placed)).toMatchObject(expected), {
      timeoutMs: 60_000,
    });
  const LOST = { status: 'failed', reason: 'stock_lost' };
  const shortfallsOf = (part: number) =>
    shop.database.query<{ state: string; missing: number; released: number }>(
      `select state, missing, released from inventory.shortfalls where part_id = $1`,
      [part],
    );
  const soldOf = async (part: number) => {
    const [row] = await shop.database.query<{ sold: number }>(
      `select coalesce(sum(quantity), 0)::int as sold from inventory.sales where part_id = $1`,
      [part],
    );
    return row!.sold;
  };
  /** Two who paid two pieces each, then two who have yet to pay as many. */
  async function eightOfTenHeld() {
    const part = await counted(10);
    const [ann, ben, cem, dan] = await shop.shoppers(4, 10_000);
    const paid = [
      await order(ann!, part, 2, 'balance'),
      await order(ben!, part, 2, 'balance'),
    ] as const;
    await shop.settled();
    const unpaid = [await order(cem!, part, 2), await order(dan!, part, 2)] as const;
    expect(await shop.stockOf(part)).toEqual({ current: 6, reserved: 4 });
    return { part, paid, unpaid, ann: ann!, ben: ben!, cem: cem!, dan: dan! };
  }

  it('3 are there of which nobody was sold any: all unpaid ones end at once, what is still missing is for staff', async () => {
    const { part, paid, unpaid, ann, ben, cem, dan } = await eightOfTenHeld();

    await announce(part, 3);

    await becomes(dan, unpaid[1], LOST);
    await becomes(cem, unpaid[0], LOST);
    await shop.settled();
    expect(await shop.stockOf(part)).toEqual({ current: 0, reserved: 0 });
    expect(await soldOf(part)).toBe(4);
    expect(await shortfallsOf(part)).toEqual([{ state: 'open', missing: 1, released: 4 }]);
    expect(await orderOf(ann, paid[0])).toMatchObject({ status: 'paid' });
    expect(await orderOf(ben, paid[1])).toMatchObject({ status: 'paid' });
    expect(await shop.cartOf(dan)).toEqual({ [part]: 2 });
    expect(await orderOf(dan, unpaid[1])).toMatchObject({ payment: { status: 'cancelled' } });
    const mails = await shop.database.query<{ template: string }>(
      `select template from orders.mails where user_id = $1`,
      [dan.id],
    );
    expect(mails.map(({ template }) => template)).toEqual(['order_failed']);
    const lost = await shop.order(dan, { method: 'g2a_pay' });
    expect(lost).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } });
  });

  it('3 are there beside the sold ones: the newest unpaid order ends, the older one keeps its pieces', async () => {
    const { part, unpaid, cem, dan } = await eightOfTenHeld();
    const numbered = await eventually(async () => {
      const [row] = await shop.database.query<{ last: number; open: number }>(
        `select max(number)::int as last, count(*) filter (where number is null)::int as open
           from inventory.sales where part_id = $1`,
        [part],
      );
      if (row!.open > 0) throw new Error('a sale has no number yet');
      return row!.last;
    });

    await announce(part, 3, numbered);

    await becomes(dan, unpaid[1], LOST);
    await eventually(async () =>
      expect(await shortfallsOf(part)).toEqual([{ state: 'resolved', missing: 0, released: 2 }]),
    );
    expect(await orderOf(cem, unpaid[0])).toMatchObject({ status: 'awaiting_payment' });
    expect(await shop.stockOf(part)).toEqual({ current: 3, reserved: 2 });
    await tell(shop.instances[0]!.app, sync.change(unpaid[0].id, { status: 'complete' }));
    await becomes(cem, unpaid[0], { status: 'paid' });
    await shop.settled();
    expect(await shop.stockOf(part)).toEqual({ current: 1, reserved: 0 });
  });

  it('paid orders that staff call off, whole or the line alone, give back money and pieces: nothing is missing any more', async () => {
    const part = await counted(5);
    const other = await shop.part({ stock: 5 });
    const [ann, ben] = await shop.shoppers(2, 10_000);
    const whole = await order(ann!, part, 2, 'balance');
    await shop.fill(ben!, { [part]: 2, [other]: 1 });
    const { body: mixed } = await shop.order(ben!);
    await shop.settled();
    await announce(part, 0);
    const missing = (count: number, state: string) =>
      eventually(async () =>
        expect(await shortfallsOf(part)).toEqual([{ state, missing: count, released: 0 }]),
      );
    await missing(4, 'open');

    const staff = await shop.staff();
    const reason = 'stock_lost';
    const cancel = { as: staff, body: { reason } };
    expect(await shop.call('POST', `/admin/orders/${whole.id}/cancel`, cancel)).toMatchObject({
      status: 200,
      body: { status: 'cancelled', reason },
    });
    await missing(2, 'open');
    const amount = { amount: '20.00', currency: 'EUR' };
    const body = { amount, reason, restock: [{ part_id: part, quantity: 2 }] };
    const refund = { as: staff, key: mixed.id, body };
    expect(await shop.call('POST', `/admin/orders/${mixed.id}/refunds`, refund)).toMatchObject({
      status: 201,
      body: { status: 'settled' },
    });
    await missing(0, 'resolved');
    expect(await orderOf(ben!, mixed)).toMatchObject({ status: 'paid', refunds: [{ reason }] });
    expect([await shop.balanceOf(ann!), await shop.balanceOf(ben!)]).toEqual([10_000, 9_000]);
    const mails = await shop.database.query<{ template: string }>(
      `select template from orders.mails where user_id = any($1::uuid[]) and template <> 'order_paid' order by template`,
      [[ann!.id, ben!.id]],
    );
    expect(mails.map(({ template }) => template)).toEqual([
      'order_cancelled',
      'order_refunded',
      'order_refunded',
    ]);
  });

  it('money that comes after its order ended so goes back', async () => {
    const part = await counted(2);
    const [eve] = await shop.shoppers(1, 0);
    const placed = await order(eve!, part, 2);
    await announce(part, 1);
    await becomes(eve!, placed, LOST);
    await shop.settled();
    await tell(shop.instances[0]!.app, sync.change(placed.id, { status: 'complete' }));
    await becomes(eve!, placed, { ...LOST, refunds: [{ status: 'settled' }] });
    expect(sync.refunded(placed.id)).toBe(2_000);
    expect(await shop.stockOf(part)).toEqual({ current: 1, reserved: 0 });
  });

  it('money that came before anybody here knew of it goes back as well', async () => {
    const part = await counted(2);
    const [eve] = await shop.shoppers(1, 0);
    const placed = await order(eve!, part, 2);
    sync.change(placed.id, { status: 'complete' });
    await announce(part, 1);
    await becomes(eve!, placed, { ...LOST, refunds: [{ status: 'settled' }] });
    expect(sync.refunded(placed.id)).toBe(2_000);
  });

  it('such orders are not counted among those that a shopper let lapse', async () => {
    const [eve] = await shop.shoppers(1, 0);
    for (let n = 0; n < 3; n += 1) {
      const part = await counted(2);
      const placed = await order(eve!, part, 1);
      await shop.database.query(
        `update orders.orders set created_at = created_at - interval '12 minutes' where id = $1`,
        [placed.id],
      );
      await announce(part, 0);
      await becomes(eve!, placed, LOST);
      await shop.settled();
      await shop.database.query(`delete from orders.cart_items where owner_id = $1`, [eve!.id]);
    }
    await order(eve!, await counted(2), 1);
  });
});
