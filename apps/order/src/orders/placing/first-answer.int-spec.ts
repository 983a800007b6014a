import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SyncStandIn, tell } from '../../money/payments/spec-support.js';
import type { G2aStatus } from '../../money/providers/g2a-status.js';
import type { Person } from '../../testing/shop.js';
import { WholeShop } from '../../testing/whole-shop.js';

// Real here: two instances of order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('the same key again gets the very same answer', () => {
  let sync: SyncStandIn;
  let shop: WholeShop;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(WholeShop, {
      instances: 2,
      env: { ORDER_PAYMENT_CHECK_MS: '300000', ORDER_REFUND_RETRY_MS: '10' },
    });
  });
  afterEach(async () => {
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  async function placed(method: 'balance' | 'g2a_pay') {
    const part = await shop.part({ stock: 5, price: 1_000 });
    const cora = await shop.shopper(method === 'balance' ? 2_000 : 0);
    await shop.fill(cora, { [part]: 2 });
    const order = { key: crypto.randomUUID(), method };
    const first = await shop.order(cora, order);
    expect(first.status).toBe(201);
    return { cora, first, again: () => shop.order(cora, { ...order, instance: 1 }) };
  }
  const statusOf = async (as: Person, id: string) =>
    (await shop.call('GET', `/orders/${id}`, { as })).body['status'];

  it.each<[G2aStatus, string]>([
    ['complete', 'paid'],
    ['rejected', 'failed'],
  ])('when its payment is %s by now', async (said, status) => {
    const { cora, first, again } = await placed('g2a_pay');
    const [payment] = await shop.database.query<{ id: string }>(
      `select id from orders.payments where order_id = $1`,
      [first.body.id],
    );
    expect(first.body).toMatchObject({
      status: 'awaiting_payment',
      payment: { status: 'pending', redirect_url: `https://pay.test/${payment!.id}` },
    });
    expect(await again()).toEqual(first);
    await tell(shop.instances[0]!.app, sync.change(payment!.id, { status: said }));
    await shop.settled();
    expect(await statusOf(cora, first.body.id)).toBe(status);
    expect(await again()).toEqual(first);
  });

  it('when it is cancelled and its money is back by now', async () => {
    const { cora, first, again } = await placed('balance');
    await shop.call('POST', `/orders/${first.body.id}/cancel`, { as: cora });
    await shop.settled();
    expect(await statusOf(cora, first.body.id)).toBe('cancelled');
    expect(await shop.balanceOf(cora)).toBe(2_000);
    expect(await again()).toEqual(first);
  });
});
