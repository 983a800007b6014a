import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { metricsText } from '@tandem/observability';
import { eventually } from '@tandem/testing';
import { WholeShop } from '../../testing/whole-shop.js';

describe('inventory does not answer', () => {
  let shop: WholeShop;
  beforeAll(async () => {
    shop = await WholeShop.open({
      env: { ORDER_ANSWER_DEADLINE_MS: '400', ORDER_GIVE_UP_SECONDS: '6' },
    });
  });
  afterEach(async () => {
    shop.wire.restore();
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  async function coraWith(part: number) {
    const cora = await shop.shopper(10_000);
    await shop.fill(cora, { [part]: 1 });
    return cora;
  }

  it('the shopper is told that it goes on, and the same key finds the order once it is back', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await coraWith(part);
    const key = crypto.randomUUID();
    shop.wire.cut();
    expect(await shop.order(cora, { key })).toMatchObject({
      status: 503,
      body: { code: 'order_in_progress' },
    });
    const told = await metricsText();
    expect(told).toMatch(/^saga_open 1$/m);
    expect(told).toMatch(/^saga_age_seconds (?!0$)\d/m);
    shop.wire.restore();
    await eventually(async () => expect((await shop.order(cora, { key })).status).toBe(201));
    expect(await shop.balanceOf(cora)).toBe(9_000);
    await shop.settled();
    expect(await shop.stockOf(part)).toEqual({ current: 4, reserved: 0 });
  });

  it('away for too long: the order fails, nothing was taken, and the cart is back', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await coraWith(part);
    const key = crypto.randomUUID();
    shop.wire.cut();
    await eventually(
      async () =>
        expect(await shop.order(cora, { key })).toMatchObject({
          status: 409,
          body: { code: 'order_failed', reason: 'inventory_unavailable' },
        }),
      { timeoutMs: 30_000 },
    );
    expect(await shop.cartOf(cora)).toEqual({ [part]: 1 });
    expect(await shop.balanceOf(cora)).toBe(10_000);
    shop.wire.restore();
    await shop.settled();
    expect(await shop.stockOf(part)).toEqual({ current: 5, reserved: 0 });
  });

  it('the answer of a reservation is lost: it is asked again and held once', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await coraWith(part);
    const key = crypto.randomUUID();
    shop.wire.stall();
    const first = shop.order(cora, { key });
    await first;
    shop.wire.cut();
    shop.wire.restore();
    await eventually(async () => expect((await shop.order(cora, { key })).status).toBe(201));
    await shop.settled();
    expect(await shop.stockOf(part)).toEqual({ current: 4, reserved: 0 });
  });

  it('a paid order whose pieces can’t be taken out yet stays paid and is finished later', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await coraWith(part);
    const placed = await shop.order(cora);
    shop.wire.cut();
    const second = await coraWith(part);
    await shop.order(second, { key: 'k' });
    expect(placed.body.status).toBe('paid');
    shop.wire.restore();
    await shop.settled();
    expect((await shop.stockOf(part)).reserved).toBe(0);
  });
});
