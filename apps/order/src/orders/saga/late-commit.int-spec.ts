import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { SyncStandIn, tell } from '../../money/payments/spec-support.js';
import { WholeShop } from '../../testing/whole-shop.js';

// Real here: order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('an order that was paid for, but whose hold ran out before inventory could be told', () => {
  let sync: SyncStandIn;
  let shop: WholeShop;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(WholeShop, { env: { ORDER_REFUND_RETRY_MS: '10' } });
  });
  afterEach(async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  /** Paid while inventory could not be reached, and freed by inventory meanwhile. */
  async function paidTooLate(part: number) {
    const cora = await shop.shopper(0);
    await shop.fill(cora, { [part]: 2 });
    const { body } = await shop.order(cora, { method: 'g2a_pay' });
    shop.wire.cut();
    await tell(shop.instances[0]!.app, sync.change(body.id, { status: 'complete' }));
    const { database } = shop;
    await database.query(
      `update inventory.reservations set expires_at = clock_timestamp() where order_id = $1`,
      [body.id],
    );
    await eventually(async () =>
      expect(await shop.stockOf(part)).toEqual({ current: 2, reserved: 0 }),
    );
    return { cora, id: body.id };
  }
  const orderOf = async ({ cora, id }: Awaited<ReturnType<typeof paidTooLate>>) =>
    (await shop.call('GET', `/orders/${id}`, { as: cora })).body;

  it('still gets its pieces when nobody else has taken them', async () => {
    const part = await shop.part({ stock: 2 });
    const order = await paidTooLate(part);
    shop.wire.restore();
    await shop.settled();
    expect(await orderOf(order)).toMatchObject({ status: 'paid', refunds: [] });
    expect(await shop.stockOf(part)).toEqual({ current: 0, reserved: 0 });
  });

  it('is called off and gets all of its money back when they are gone', async () => {
    const part = await shop.part({ stock: 2 });
    const order = await paidTooLate(part);
    await shop.database.query(
      `update inventory.stock_levels set current_stock = 1, last_change = 'set' where part_id = $1`,
      [part],
    );
    shop.wire.restore();
    await shop.settled();
    await eventually(async () =>
      expect(await orderOf(order)).toMatchObject({
        status: 'cancelled',
        reason: 'stock_lost',
        refunds: [{ status: 'settled' }],
      }),
    );
    expect(sync.refunded(order.id)).toBe(2_000);
    expect(await shop.stockOf(part)).toEqual({ current: 1, reserved: 0 });
  });
});
