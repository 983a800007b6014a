import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../testing/shop.js';
import { WholeShop } from '../../testing/whole-shop.js';

describe('calling an order off', () => {
  let shop: WholeShop;
  let staff: Person;
  beforeAll(async () => {
    shop = await WholeShop.open({ instances: 2 });
    staff = await shop.staff();
  });
  afterEach(async () => {
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  async function ordered(kind: 'physical' | 'game' = 'physical') {
    const part = await shop.part({ stock: 5, price: 700, kind });
    const cora = await shop.shopper(2_000);
    await shop.fill(cora, { [part]: 2 });
    const { body } = await shop.order(cora);
    return { part, cora, id: body.id };
  }
  const move = (id: string, action: string, body?: unknown) =>
    shop.call('POST', `/admin/orders/${id}/${action}`, { as: staff, body });

  it('the money is back in the wallet and the pieces are back on the shelf', async () => {
    const { part, cora, id } = await ordered();
    await shop.settled();
    const cancelled = await shop.call('POST', `/orders/${id}/cancel`, { as: cora });
    expect(cancelled).toMatchObject({
      status: 200,
      body: { status: 'cancelled', refunded: { amount: '14.00' }, can_cancel: false },
    });
    await shop.settled();
    expect(await shop.balanceOf(cora)).toBe(2_000);
    expect(await shop.stockOf(part)).toEqual({ current: 5, reserved: 0 });
  });

  it('right after it was paid, ten times at once: one refund, every piece back once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { part, cora, id } = await ordered();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          shop.call('POST', `/orders/${id}/cancel`, { as: cora, instance: n % 2 }),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      await shop.settled();
      expect(await shop.balanceOf(cora)).toBe(2_000);
      expect(await shop.stockOf(part)).toEqual({ current: 5, reserved: 0 });
    }
  });

  it('what is handed over can not be cancelled any more', async () => {
    const { cora, id } = await ordered();
    await shop.settled();
    expect(await move(id, 'hand-over')).toMatchObject({
      status: 200,
      body: { status: 'fulfilment_requested' },
    });
    expect(await shop.call('POST', `/orders/${id}/cancel`, { as: cora })).toMatchObject({
      status: 409,
      body: { code: 'illegal_move', order_status: 'fulfilment_requested' },
    });
    expect(await move(id, 'complete')).toMatchObject({ body: { status: 'completed' } });
    expect(await move(id, 'cancel', { reason: 'too late' })).toMatchObject({
      status: 409,
      body: { code: 'illegal_move', order_status: 'completed' },
    });
  });

  it('is refused when the order has moved since it was looked at, and so is every other move', async () => {
    const { cora, id } = await ordered();
    await shop.settled();
    const stale = { headers: { 'if-match': '"1"' } };
    const changed = {
      status: 409,
      body: { code: 'version_conflict', current: { id, status: 'paid', version: 2 } },
    };
    for (const answer of [
      await shop.call('POST', `/orders/${id}/cancel`, { as: cora, ...stale }),
      await shop.call('POST', `/orders/${id}/cancel`, { as: cora, body: { version: 1 } }),
      await move(id, 'cancel', { reason: 'no longer made', version: 1 }),
      await move(id, 'hand-over', { version: 1 }),
      await move(id, 'complete', { version: 3 }),
    ]) {
      expect(answer).toMatchObject(changed);
    }
    const unknown = { status: 422, body: { errors: [{ field: 'foo' }] } };
    expect(await move(id, 'hand-over', { foo: 1 })).toMatchObject(unknown);
    expect(await move(id, 'hand-over', { version: 2 })).toMatchObject({ status: 200 });
    expect(await move(id, 'complete', { version: 3 })).toMatchObject({ status: 200 });
  });

  it('staff who hand over or refund in the very moment it is paid need not ask twice', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await ordered();
      expect((await move(id, 'hand-over')).status).toBe(200);
      const refund = await shop.call('POST', `/admin/orders/${(await ordered()).id}/refunds`, {
        as: staff,
        body: { reason: 'a scratch' },
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      expect(refund.status).toBe(201);
    }
  });

  it('cancelling and handing over at once: one of them wins, and the books agree with it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { part, cora, id } = await ordered();
      await shop.settled();
      await Promise.all([
        shop.call('POST', `/orders/${id}/cancel`, { as: cora }),
        shop.call('POST', `/admin/orders/${id}/hand-over`, { as: staff, instance: 1 }),
      ]);
      await shop.settled();
      const { body } = await shop.call('GET', `/orders/${id}`, { as: cora });
      const kept = body['status'] === 'fulfilment_requested';
      expect(['fulfilment_requested', 'cancelled']).toContain(body['status']);
      expect(await shop.balanceOf(cora)).toBe(kept ? 600 : 2_000);
      expect(await shop.stockOf(part)).toEqual({ current: kept ? 3 : 5, reserved: 0 });
    }
  });

  it('staff without the permission can’t, and illegal moves are refused with the state', async () => {
    const { cora, id } = await ordered();
    expect((await shop.call('POST', `/admin/orders/${id}/hand-over`, { as: cora })).status).toBe(
      403,
    );
    await shop.settled();
    expect(await move(id, 'complete')).toMatchObject({
      status: 409,
      body: { code: 'illegal_move', order_status: 'paid' },
    });
  });

  it('the database refuses an illegal move, a changed line and a rewritten history, whoever writes', async () => {
    const { id } = await ordered();
    await shop.settled();
    for (const sql of [
      `update orders.orders set status = 'completed' where id = '${id}'`,
      `update orders.orders set total_minor = 1 where id = '${id}'`,
      `update orders.order_lines set quantity = 1 where order_id = '${id}'`,
      `delete from orders.order_history where order_id = '${id}'`,
      `delete from orders.order_steps where order_id = '${id}'`,
      `delete from orders.orders where id = '${id}'`,
      `insert into orders.orders (id, user_id, idempotency_key, payment_method, currency, total_minor, give_up_at)
         values ('${crypto.randomUUID()}', '${crypto.randomUUID()}', 'x', 'balance', 'EUR', 5, now())`,
    ]) {
      await expect(shop.database.query(sql)).rejects.toMatchObject({ code: '23000' });
    }
    await expect(
      shop.database.query(
        `insert into orders.orders (id, user_id, idempotency_key, payment_method, currency, total_minor, give_up_at)
         select gen_random_uuid(), user_id, idempotency_key, payment_method, currency, total_minor, give_up_at
           from orders.orders where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23505', constraint: 'orders_idempotency_key' });
    await expect(
      shop.database.query(
        `update orders.orders set next_step = 'reserve', due_at = now() where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514', constraint: 'orders_step_of_status' });
  });
});
