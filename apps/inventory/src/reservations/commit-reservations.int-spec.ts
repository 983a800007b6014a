import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StockMovement } from '../stock/movement.js';
import { Shop } from '../testing/shop.js';
import type { CommitOutcome } from './commit-reservations.js';

describe('many paid orders committed at once', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2, env: { INVENTORY_EXPIRY_INTERVAL_MS: '60000' } });
  });
  afterAll(() => shop?.close());

  async function hold(...lines: [part_id: number, quantity: number][]): Promise<string> {
    const order_id = crypto.randomUUID();
    const answer = await shop.orders('/reservations', {
      order_id,
      lines: lines.map(([part_id, quantity]) => ({ part_id, quantity })),
    });
    expect(answer.status).toBe(201);
    return order_id;
  }
  const commit = (order_ids: string[], instance = 0) =>
    shop.orders<{ results: CommitOutcome[] }>('/reservations/commit', { order_ids }, instance);
  const committed = (orders: string[]) =>
    orders.map((order_id) => ({ order_id, outcome: 'committed' }));
  const typesOf = async (id: number | string) => (await shop.events(id)).map((event) => event.type);

  it('write each part once and announce it once, and each order by itself', async () => {
    const [a, b] = (await shop.parts(2, { current: 50 })) as [number, number];
    const orders = [await hold([a, 2], [b, 1]), await hold([a, 3]), await hold([a, 1])];
    expect(await commit(orders)).toMatchObject({
      status: 200,
      body: { results: committed(orders) },
    });
    expect(await shop.row(a)).toEqual({ current_stock: 44, reserved_quantity: 0, version: 5 });
    expect(await shop.row(b)).toEqual({ current_stock: 49, reserved_quantity: 0, version: 3 });
    expect(await typesOf(b)).toEqual(['stock.updated', 'stock.updated']);
    expect((await shop.events(a)).map((event) => event.version)).toEqual([2, 3, 4, 5]);
    for (const order of orders) {
      expect(await shop.events(order)).toMatchObject([
        { type: 'reservation.created', version: 1 },
        { type: 'reservation.committed', version: 2 },
      ]);
    }
  });

  it('leave one movement a part, which tells the orders behind it', async () => {
    const [a, b] = (await shop.parts(2, { current: 9 })) as [number, number];
    const [one, two] = [await hold([a, 2], [b, 1]), await hold([a, 3])];
    await commit([one, two]);
    const movements = async (part: number) =>
      (await shop.staff<{ items: StockMovement[] }>('GET', `/parts/${part}/stock/movements`)).body
        .items;
    const [sold, stocked] = await movements(a);
    expect(sold).toMatchObject({ delta: -5, resulting_stock: 4, kind: 'reservation_committed' });
    expect(new Map(sold!.orders.map((order) => [order.order_id, order.quantity]))).toEqual(
      new Map([
        [one, 2],
        [two, 3],
      ]),
    );
    expect(stocked).toMatchObject({ delta: 9, orders: [] });
    expect((await movements(b))[0]).toMatchObject({
      delta: -1,
      reference: one,
      orders: [{ order_id: one, quantity: 1 }],
    });
  });

  it('one that cannot be committed is told so and stops no other', async () => {
    const part_id = await shop.part({ current: 9 });
    const [held, off, done] = [
      await hold([part_id, 1]),
      await hold([part_id, 1]),
      await hold([part_id, 1]),
    ];
    const [unknown, early] = [crypto.randomUUID(), crypto.randomUUID()];
    await shop.orders(`/reservations/${off}/release`);
    await shop.orders(`/reservations/${early}/release`);
    await shop.orders(`/reservations/${done}/commit`);
    const answer = await commit([unknown, off, held.toUpperCase(), done, early, held]);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.results).toEqual([
      { order_id: unknown, outcome: 'not_found' },
      { order_id: off, outcome: 'over', state: 'released' },
      { order_id: held, outcome: 'committed' },
      { order_id: done, outcome: 'committed' },
      { order_id: early, outcome: 'over', state: 'released' },
      { order_id: held, outcome: 'committed' },
    ]);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 7, reserved_quantity: 0 });
    expect(await typesOf(held)).toEqual(['reservation.created', 'reservation.committed']);
  });

  it('the same batch from every side, in any order, with releases in between: each order ends once', async () => {
    for (let round = 0; round < 15; round += 1) {
      const parts = await shop.parts(4, { current: 100 });
      const orders: string[] = [];
      for (let n = 0; n < 8; n += 1) {
        orders.push(await hold([parts[n % 4]!, 1], [parts[(n + 1) % 4]!, 2]));
      }
      const given = orders.slice(0, 3);
      const answers = await Promise.all([
        ...Array.from({ length: 6 }, (_, n) =>
          commit(n % 2 ? orders : [...orders].reverse(), n % 2),
        ),
        ...given.map((order) => shop.orders(`/reservations/${order}/release`, undefined, 1)),
      ]);
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
      const ends = await shop.database.query<{ state: string; pieces: number }>(
        `select state, 3 as pieces from inventory.reservations where order_id = any($1::uuid[])`,
        [orders],
      );
      const sold = ends.filter((end) => end.state === 'committed').length;
      expect(ends.filter((end) => end.state === 'held')).toEqual([]);
      expect(sold).toBeGreaterThanOrEqual(5);
      let left = 0;
      for (const part of parts) {
        const row = await shop.row(part);
        expect(row.reserved_quantity).toBe(0);
        left += row.current_stock;
      }
      expect(left).toBe(400 - 3 * sold);
    }
    const [row] = await shop.database.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(Number(row!.deadlocks)).toBe(0);
  });

  it('buyers and batches on one part at the same time: what was sold and what is left are the stock', async () => {
    const part_id = await shop.part({ current: 60 });
    let sold = 0;
    await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        for (let round = 0; round < 3; round += 1) {
          const orders: string[] = [];
          for (let m = 0; m < 3; m += 1) {
            const order_id = crypto.randomUUID();
            const lines = [{ part_id, quantity: 1 }];
            const answer = await shop.orders('/reservations', { order_id, lines }, n % 2);
            if (answer.status === 201) orders.push(order_id);
          }
          if (orders.length === 0) continue;
          const { body } = await commit(orders, (n + 1) % 2);
          sold += body.results.filter((one) => one.outcome === 'committed').length;
        }
      }),
    );
    expect(sold).toBe(60);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 0, reserved_quantity: 0 });
  });

  it.each([
    ['no order', []],
    ['too many', Array.from({ length: 201 }, () => crypto.randomUUID())],
    ['what is no id', ['x']],
  ])('%s is 422', async (_, order_ids) => {
    expect((await commit(order_ids)).status).toBe(422);
  });

  it('the books agree with the shelf after all of this', async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });
});
