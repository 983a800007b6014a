import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { WholeShop } from '../testing/whole-shop.js';

let shop: WholeShop;
beforeAll(async () => {
  shop = await WholeShop.open({ env: { ORDER_ANSWER_DEADLINE_MS: '400' } });
});
afterAll(() => shop?.close());

// Real: PostgreSQL, the services of order and inventory.
it('an order that no worker would take up goes on when the check says so, and an order that is well does not', async () => {
  const part = await shop.part({ stock: 5 });
  const cora = await shop.shopper(10_000);
  await shop.fill(cora, { [part]: 1 });
  shop.wire.cut();
  await shop.order(cora, { key: crypto.randomUUID() });
  const [order] = await shop.database.query<{ id: string }>(
    `update orders.orders set next_step = null, due_at = null returning id`,
  );
  shop.wire.restore();
  const wake = () =>
    shop.sendAs<{ order_ids: string[] }>('operations', 'POST', '/repairs/orders', {
      body: { order_ids: [order!.id] },
    });
  expect((await wake()).body).toEqual({ order_ids: [order!.id] });
  await eventually(async () => {
    const [row] = await shop.database.query<{ status: string }>('select status from orders.orders');
    expect(row!.status).toBe('paid');
  });
  await shop.settled();
  expect((await wake()).body).toEqual({ order_ids: [] });
  expect(await shop.balanceOf(cora)).toBe(9_000);
  expect(await shop.stockOf(part)).toEqual({ current: 4, reserved: 0 });
  expect(await shop.discrepancies()).toEqual([]);
});
