import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderFulfilmentRequested } from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Games, productId } from './spec-support.js';

describe('a game of a paid order', () => {
  let games: Games;
  beforeAll(async () => {
    games = await Games.open();
  });
  afterAll(() => games?.close());

  it('is bought at G2A, once and for what it costs there, and its key lies in the shop', async () => {
    const order = await games.ordered(await games.part(11, 9.5));
    const [purchase] = await games.settled(order, 'delivered');
    expect(purchase!.bought_at).toBeInstanceOf(Date);
    const [sim, ...more] = await games.simOrders(order);
    expect(more).toEqual([]);
    expect(sim).toMatchObject({ status: 'complete', price: 9.5, payments: 1, pay_calls: 1 });
    expect(await games.keys(order)).toEqual([
      { id: expect.any(String), key: sim!.key, is_file: false },
    ]);
    expect(await games.told(order)).toEqual([
      'wanted',
      'created',
      'paying',
      'paid',
      'g2a.key.delivered',
      'delivered',
    ]);
  });

  it('may have a picture for a key', async () => {
    const order = await games.ordered(await games.part(20));
    await games.settled(order, 'delivered');
    const [sim] = await games.simOrders(order);
    expect(await games.keys(order)).toMatchObject([{ key: sim!.key, is_file: true }]);
  });

  it('is bought once for each piece, however often it is told', async () => {
    const part = await games.part();
    const data = games.order(randomUUID(), part, { units: 3, price: '10.00', currency: 'EUR' });
    const [id, orderId] = [randomUUID(), data.order_id];
    await games.tell(OrderFulfilmentRequested, data, id);
    await games.tell(OrderFulfilmentRequested, data, id);
    await games.tell(OrderFulfilmentRequested, data);
    await games.settled(orderId, 'delivered', 3);
    await games.tell(OrderFulfilmentRequested, { ...data, version: 5 });
    const keys = (await games.keys(orderId)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    const orders = await games.simOrders(orderId);
    expect(orders.map(({ payments }) => payments)).toEqual([1, 1, 1]);
    expect(orders.map(({ key }) => key).sort()).toEqual(keys.sort());
  });

  it('is not bought for more than was paid', async () => {
    const part = await games.part(12, 10.01);
    const order = await games.ordered(part);
    await games.settled(order, 'refund price_rose');
    expect(await games.simOrders(order)).toEqual([]);
    const asked = await games.gateway.g2a.asked('POST', '/v1/order');
    expect(
      asked.filter(({ body }) => String(body?.['product_id']) === productId(12)),
    ).toMatchObject([{ body: { max_price: 10 } }]);
  });

  it('that is sold out is asked for again for a while, and then the money goes back', async () => {
    const part = await games.part(13);
    await games.product(13, { qty: 0 });
    const [late, never] = [await games.ordered(part), await games.part(14)];
    await games.product(14, { qty: 0 });
    const gone = await games.ordered(never);
    await games.settled(gone, 'refund sold_out');
    await games.settled(late, 'refund sold_out');
    expect(await games.told(gone)).toEqual(['wanted', 'refund sold_out']);
  });

  it('that nobody linked, or whose price can’t be told in euros, waits for staff', async () => {
    await games.settled(await games.ordered(800_000), 'needs_staff not_linked');
    const part = await games.part(15);
    await games.settled(await games.ordered(part, { currency: 'USD' }), 'needs_staff no_rate');
    await games.settled(await games.ordered(part, { price: '0.00' }), 'needs_staff no_price');
  });
});

describe('a game that costs a little more at G2A than was paid', () => {
  it('is bought as far as the shop bears the difference, also in other currencies', async () => {
    const games = await Games.open({
      G2A_SUBSTITUTE_TOLERANCE_PERCENT: '5',
      G2A_EUR_RATES: 'GBP=1.1,USD=0.92',
    });
    try {
      const part = await games.part(11, 10.5);
      const [within, dollars] = [
        await games.ordered(part),
        await games.ordered(part, { currency: 'USD', price: '11.42' }),
      ];
      await games.settled(within, 'delivered');
      await games.settled(dollars, 'delivered');
      await games.product(11, { minPrice: 10.51 });
      await games.settled(await games.ordered(part), 'refund price_rose');
      const rows = await games.gateway.database.query<{ max: number }>(
        `select max_price_minor::int as max from sync.g2a_orders order by id`,
      );
      expect(rows).toEqual([{ max: 1050 }, { max: 1050 }]);
    } finally {
      await games.close();
    }
  });
});

describe('a game of an order that has ended', () => {
  it('is not bought, in whatever order that is told', async () => {
    // Nothing is bought yet, as when every worker is busy.
    const games = await Games.open({ G2A_PURCHASES_AT_ONCE: '0' });
    try {
      const part = await games.part();
      const order = await games.ordered(part, { units: 2 });
      await games.settled(order, 'wanted', 2);
      await games.end(order, 'order.refunded');
      await games.settled(order, 'refund order_refunded', 2);
      const early = randomUUID();
      await games.end(early, 'order.cancelled');
      const ended = () =>
        games.gateway.database.query('select from sync.ended_orders where order_id = $1', [early]);
      await eventually(async () => expect(await ended()).toHaveLength(1));
      const late = games.order(early, part, { units: 1, price: '10.00', currency: 'EUR' });
      await games.tell(OrderFulfilmentRequested, late);
      const next = await games.ordered(part);
      await games.settled(next, 'wanted');
      expect(await games.purchases(early)).toEqual([]);
      await games.gateway.start({ G2A_PURCHASES_AT_ONCE: '4' });
      await games.settled(next, 'delivered');
      expect(await games.ledger()).toMatchObject({ orders: 1, payments: 1 });
    } finally {
      await games.close();
    }
  });
});
