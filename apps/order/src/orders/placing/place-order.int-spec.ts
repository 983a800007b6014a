import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WholeShop } from '../../testing/whole-shop.js';

const ACTORS = `select h.actor from orders.order_history h join orders.orders o on o.id = h.order_id where o.user_id = $1`;

describe('ordering what is in the cart', () => {
  let shop: WholeShop;
  beforeAll(async () => {
    shop = await WholeShop.open({ instances: 2 });
  });
  afterEach(async () => {
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  it('takes the money, holds the pieces, empties the cart and tells all of it', async () => {
    const [screw, nut] = (await shop.parts(2, { stock: 10, price: 1_250 })) as [number, number];
    const cora = await shop.shopper(10_000);
    await shop.fill(cora, { [screw]: 2, [nut]: 1 });

    const placed = await shop.order(cora);

    expect(placed).toMatchObject({
      status: 201,
      body: {
        status: 'paid',
        total: { amount: '37.50', currency: 'EUR' },
        can_cancel: true,
        items: [
          { part_id: screw, quantity: 2, line_total: { amount: '25.00' } },
          { part_id: nut, quantity: 1 },
        ],
      },
    });
    expect(await shop.cartOf(cora)).toEqual({});
    expect(await shop.balanceOf(cora)).toBe(6_250);
    await shop.settled();
    expect(await shop.stockOf(screw)).toEqual({ current: 8, reserved: 0 });
    const { body } = await shop.call('GET', `/orders/${placed.body.id}`, { as: cora });
    expect(body).toMatchObject({
      history: [{ status: 'created' }, { status: 'paid' }],
      refunds: [],
    });
    const steps = await shop.database.query(
      `select step, outcome from orders.order_steps where order_id = $1 order by id`,
      [placed.body.id],
    );
    expect(steps.map(({ step }) => step)).toEqual(['create', 'reserve', 'pay', 'commit']);
    const events = await shop.database.query(
      `select type from orders.outbox where aggregateid = $1 order by seq`,
      [placed.body.id],
    );
    expect(events.map(({ type }) => type)).toEqual(['order.created', 'order.paid']);
  });

  it('a game is wanted at once, a parcel waits for staff', async () => {
    const game = await shop.part({ kind: 'game', stock: 3 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [game]: 1 });
    const { body } = await shop.order(cora);
    await shop.settled();
    const now = await shop.call('GET', `/orders/${body.id}`, { as: cora });
    expect(now.body).toMatchObject({ status: 'fulfilment_requested', can_cancel: false });
  });

  it('what the shop does by itself for many orders at once is laid to none of their shoppers', async () => {
    const game = await shop.part({ kind: 'game', stock: 100 });
    const everybody = await shop.shoppers(20, 2_000);
    for (const cora of everybody) await shop.fill(cora, { [game]: 1 });
    await Promise.all(
      everybody.map((cora) =>
        shop.order(cora, { headers: { 'x-correlation-id': `for-${cora.id}` } }),
      ),
    );
    await shop.settled();
    const moves = await shop.database.query(
      `select o.user_id, h.actor, b.headers ->> 'ce_correlationid' as correlation_id, l.changed_by, l.ip_address
         from orders.orders o join orders.order_history h on h.order_id = o.id and h.to_status = 'fulfilment_requested'
         join orders.outbox b on b.aggregateid = o.id::text and b.type = 'order.fulfilment_requested'
         join audit.data_change_logs l on l.record_id = o.id::text and l.new_values ->> 'status' = h.to_status
        where o.user_id = any($1)`,
      [everybody.map(({ id }) => id)],
    );
    expect(moves).toHaveLength(everybody.length);
    for (const { user_id, ...move } of moves) {
      const nobody = { actor: null, changed_by: null, ip_address: null };
      expect(move).toEqual({ ...nobody, correlation_id: `for-${user_id}` });
    }
  });

  it('the same key twenty times at once, on two instances: one order, the same answer', async () => {
    for (let round = 0; round < 5; round += 1) {
      const part = await shop.part({ kind: round % 2 ? 'game' : 'physical', stock: 50 });
      const cora = await shop.shopper(100_000);
      await shop.fill(cora, { [part]: 2 });
      const key = crypto.randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => shop.order(cora, { key, instance: n % 2 })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      await shop.settled();
      const later = await shop.order(cora, { key });
      expect(JSON.stringify(later.body)).toBe(JSON.stringify(answers[0]!.body));
      expect(await shop.balanceOf(cora)).toBe(98_000);
      expect(await shop.stockOf(part)).toEqual({ current: 48, reserved: 0 });
    }
  });

  it('two tabs that order at once, each with a key of its own, order once', async () => {
    const part = await shop.part({ stock: 50 });
    const cora = await shop.shopper(100_000);
    await shop.fill(cora, { [part]: 1 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => shop.order(cora, { instance: n % 2 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'cart_empty')).toHaveLength(9);
    expect(await shop.balanceOf(cora)).toBe(99_000);
  });

  it('short stock: says which lines, holds nothing, takes nothing, and the cart is as before', async () => {
    const plenty = await shop.part({ stock: 10 });
    const scarce = await shop.part({ stock: 1 });
    const cora = await shop.shopper(100_000);
    await shop.fill(cora, { [plenty]: 1, [scarce]: 3 });
    const key = crypto.randomUUID();
    const short = await shop.order(cora, { key });
    expect(short).toMatchObject({
      status: 409,
      body: {
        code: 'insufficient_stock',
        lines: [{ part_id: scarce, requested: 3, available: 1 }],
      },
    });
    expect(await shop.stockOf(plenty)).toEqual({ current: 10, reserved: 0 });
    expect(await shop.balanceOf(cora)).toBe(100_000);
    expect(await shop.cartOf(cora)).toEqual({ [plenty]: 1, [scarce]: 3 });
    const again = await shop.order(cora, { key });
    expect(again).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } });
    expect(again.body.lines).toEqual(short.body.lines);
  });

  it('too little money: frees the stock at once, and says what is there and what it takes', async () => {
    const part = await shop.part({ stock: 5, price: 2_000 });
    const cora = await shop.shopper(1_500);
    await shop.fill(cora, { [part]: 1 });
    expect(await shop.order(cora)).toMatchObject({
      status: 409,
      body: {
        code: 'insufficient_funds',
        balance: { amount: '15.00', currency: 'EUR' },
        required: { amount: '20.00', currency: 'EUR' },
      },
    });
    expect(await shop.stockOf(part)).toEqual({ current: 5, reserved: 0 });
    expect(await shop.cartOf(cora)).toEqual({ [part]: 1 });
    expect(await shop.balanceOf(cora)).toBe(1_500);
  });

  it('is on record in the audit log: who, from where, with the values before and after', async () => {
    const part = await shop.part({ stock: 5, price: 1_000 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 1 });
    const { body } = await shop.order(cora, { headers: { 'user-agent': 'Firefox' } });
    await shop.settled();
    const log = await shop.database.query(
      `select operation, old_values ->> 'status' as before, new_values ->> 'status' as after, changed_by, user_agent
         from audit.data_change_logs where table_name = 'orders' and record_id = $1 order by id`,
      [body.id],
    );
    const who = { changed_by: cora.id, user_agent: 'Firefox' };
    expect(log).toEqual([
      { operation: 'INSERT', before: null, after: 'created', ...who },
      { operation: 'UPDATE', before: 'created', after: 'paid', ...who },
    ]);
  });

  it('of many who order at the same moment, each gets their own answer', async () => {
    const [part, dear] = [await shop.part({ stock: 500 }), await shop.part({ stock: 500 })];
    const everybody = await shop.shoppers(30, 2_000);
    const poor = (n: number) => n % 5 === 0;
    const surprised = (n: number) => n % 7 === 3;
    const empty = (n: number) => n % 11 === 6;
    for (const [n, cora] of everybody.entries()) {
      if (!empty(n)) await shop.fill(cora, poor(n) ? { [part]: 1, [dear]: 2 } : { [part]: 2 });
    }
    const answers = await Promise.all(
      everybody.map((cora, n) => {
        const total = { amount: '19.99', currency: 'EUR' };
        const body = surprised(n) ? { expected_total: total } : {};
        return shop.order(cora, { instance: n % 2, body });
      }),
    );
    const paid = (n: number) => !empty(n) && !surprised(n) && !poor(n);
    expect(answers.map(({ status, body }) => body.code ?? status)).toEqual(
      everybody.map((_, n) => {
        if (empty(n)) return 'cart_empty';
        if (surprised(n)) return 'price_changed';
        return poor(n) ? 'insufficient_funds' : 201;
      }),
    );
    await shop.settled();
    for (const [n, cora] of everybody.entries()) {
      expect(await shop.balanceOf(cora)).toBe(paid(n) ? 0 : 2_000);
      expect(Object.keys(await shop.cartOf(cora)).length > 0).toBe(!paid(n) && !empty(n));
      const moves = await shop.database.query(ACTORS, [cora.id]);
      expect(moves.every(({ actor }) => actor === cora.id)).toBe(true);
    }
  });

  it('a price that went up since the shopper looked is not charged unseen', async () => {
    const part = await shop.part({ stock: 5, price: 1_000 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 1 });
    await shop.database.query(`update catalog.parts set price_minor = 1100 where id = $1`, [part]);
    const body = { expected_total: { amount: '10.00', currency: 'EUR' } };
    expect(await shop.order(cora, { body })).toMatchObject({
      status: 409,
      body: { code: 'price_changed', total: { amount: '11.00' } },
    });
    expect(await shop.cartOf(cora)).toEqual({ [part]: 1 });
  });

  it('a sale is charged while it lasts, by the second and not by what was announced of it', async () => {
    const [ended, on, planned] = await Promise.all([1, 2, 3].map(() => shop.part({ stock: 5 })));
    const cora = await shop.shopper(50_000);
    await shop.fill(cora, { [ended!]: 1, [on!]: 1, [planned!]: 1 });
    await shop.database.query(
      `update catalog.parts p set sale_price_minor = 100, sale_state = s.announced, sale_from = now() + s.begins, sale_until = now() + s.ends
         from (values ($1::int, interval '-2 hours', interval '-1 second', 'on'), ($2, '-1 second', '1 hour', 'planned'), ($3, '1 hour', '2 hours', 'planned'))
              as s (id, begins, ends, announced) where p.id = s.id`,
      [ended, on, planned],
    );
    expect(await shop.order(cora)).toMatchObject({
      status: 201,
      body: { total: { amount: '21.00' } },
    });
  });

  it('what is not for sale any more is named with all else that is short, and stays in the cart', async () => {
    const part = await shop.part({ stock: 5 });
    const [short, plenty] = [await shop.part({ stock: 1 }), await shop.part({ stock: 5 })];
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 2, [short]: 3, [plenty]: 1 });
    await shop.database.query(`update catalog.parts set deleted_at = now() where id = $1`, [part]);
    expect(await shop.order(cora)).toMatchObject({
      status: 409,
      body: {
        code: 'insufficient_stock',
        lines: [
          { part_id: part, requested: 2, available: 0 },
          { part_id: short, requested: 3, available: 1 },
        ],
      },
    });
    expect(await shop.cartOf(cora)).toEqual({ [part]: 2, [short]: 3, [plenty]: 1 });
  });

  it('a sum beyond the greatest amount there is is refused by name, and stays in the cart', async () => {
    const part = await shop.part({ stock: 5, price: 999_999_999_999_99 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 2 });
    const { status, body } = await shop.order(cora);
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'validation_failed', errors: [{ field: 'total' }] },
    });
    expect(await shop.cartOf(cora)).toEqual({ [part]: 2 });
  });

  it('what costs nothing is paid at once, whatever it was to be paid with', async () => {
    const gift = await shop.part({ stock: 5, price: 0 });
    const cora = await shop.shopper(0);
    await shop.fill(cora, { [gift]: 1 });
    expect(await shop.order(cora, { method: 'g2a_pay' })).toMatchObject({
      status: 201,
      body: { status: 'paid', payment: null, total: { amount: '0.00' } },
    });
    await shop.settled();
    expect(await shop.stockOf(gift)).toEqual({ current: 4, reserved: 0 });
  });

  it('a key that stands for another order is refused, and so is a missing one', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 1 });
    const key = crypto.randomUUID();
    expect((await shop.order(cora, { key })).status).toBe(201);
    expect(await shop.order(cora, { key, method: 'g2a_pay' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    const body = { payment_method: 'balance' };
    expect(await shop.call('POST', '/orders', { as: cora, body })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'Idempotency-Key' }] },
    });
  });

  it('nobody sees or cancels an order of somebody else', async () => {
    const part = await shop.part({ stock: 5 });
    const [cora, eve] = await shop.shoppers(2, 5_000);
    await shop.fill(cora!, { [part]: 1 });
    const { body } = await shop.order(cora!);
    for (const [method, path] of [
      ['GET', `/orders/${body.id}`],
      ['POST', `/orders/${body.id}/cancel`],
    ] as const) {
      expect((await shop.call(method, path, { as: eve! })).status).toBe(404);
    }
    const list = await shop.call<{ items: unknown[] }>('GET', '/orders', { as: eve! });
    expect(list.body.items).toEqual([]);
  });
});
