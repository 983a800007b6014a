import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, STAFF } from '../testing/shop.js';
import type { StockMovement } from './movement.js';
import type { StockView } from './stock-view.js';

interface Results {
  results: { row: number; outcome: string; message?: string }[];
}

describe('the stock of a file that staff import', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  const send = (import_id: string, lines: object[], instance = 0) =>
    shop.sendAs<Results>('catalog', 'POST', '/stock/imported', {
      body: { import_id, reason: 'Imported from parts.csv', by: STAFF, lines },
      instance,
    });
  const reserve = (part_id: number, quantity: number) =>
    shop.orders('/reservations', { order_id: randomUUID(), lines: [{ part_id, quantity }] });
  const stockOf = async (id: number) =>
    (await shop.staff<StockView>('GET', `/parts/${id}/stock`)).body;
  const movementsOf = async (id: number) =>
    (await shop.staff<{ items: StockMovement[] }>('GET', `/parts/${id}/stock/movements`)).body
      .items;

  it('is written row by row, with who imported it and from where', async () => {
    const [counted, same] = [await shop.part({ current: 3 }), await shop.part({ current: 7 })];
    const id = randomUUID();
    const { status, body } = await send(id, [
      { row: 2, part_id: counted, current_stock: 12 },
      { row: 3, part_id: same, current_stock: 7 },
      { row: 4, part_id: 2_000_000, current_stock: 1 },
    ]);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        results: [
          { row: 2, outcome: 'changed' },
          { row: 3, outcome: 'unchanged' },
          { row: 4, outcome: 'refused', message: 'belongs to a part that was deleted' },
        ],
      },
    });
    expect(await stockOf(counted)).toMatchObject({ current_stock: 12, last_change: 'bulk' });
    expect((await movementsOf(counted))[0]).toMatchObject({
      delta: 9,
      reason: 'Imported from parts.csv',
      reference: id,
      actor: STAFF.id,
      actor_name: STAFF.name,
    });
    expect((await stockOf(same)).version).toBe(1);
  });

  it('holds only against the units that were seen, when they are told, and names its cause', async () => {
    const [seen, sold, held] = [
      await shop.part({ current: 10 }),
      await shop.part({ current: 9 }),
      await shop.part({ current: 10 }),
    ];
    await reserve(held, 6);
    const [id, reference] = [randomUUID(), randomUUID()];
    const lines = [seen, sold, held].map((part_id, n) => ({
      ...{ row: n + 1, part_id, current_stock: 5, expected_stock: 10 },
    }));
    const sendAll = () =>
      shop.sendAs<Results>('catalog', 'POST', '/stock/imported', {
        body: { import_id: id, reference, reason: 'Broken', by: STAFF, lines },
      });
    const { body } = await sendAll();
    expect(body.results).toEqual([
      { row: 1, outcome: 'changed' },
      { row: 2, outcome: 'conflict', message: 'was 10 and is 9 now' },
      {
        row: 3,
        outcome: 'refused',
        message: 'would leave 5, below the 6 reserved for orders under way',
      },
    ]);
    expect((await sendAll()).body).toEqual(body);
    expect(await movementsOf(seen)).toMatchObject([{ delta: -5, reason: 'Broken', reference }, {}]);
    expect((await stockOf(sold)).current_stock).toBe(9);
  });

  it('is not written again when it is sent again, though somebody has changed it since', async () => {
    const part = await shop.part({ current: 3 });
    const id = randomUUID();
    const lines = [{ row: 2, part_id: part, current_stock: 12 }];
    await send(id, lines);
    await shop.staff('PUT', `/parts/${part}/stock`, { current_stock: 40 });
    expect((await send(id, lines)).body.results).toEqual([{ row: 2, outcome: 'changed' }]);
    expect(await stockOf(part)).toMatchObject({ current_stock: 40 });
    expect((await send(randomUUID(), lines)).body.results).toEqual([
      { row: 2, outcome: 'changed' },
    ]);
    expect(await stockOf(part)).toMatchObject({ current_stock: 12 });
  });

  it('is written once, though two instances are told of it at the same moment', async () => {
    const parts = await Promise.all(Array.from({ length: 20 }, () => shop.part({ current: 1 })));
    const id = randomUUID();
    const lines = parts.map((part_id, n) => ({ row: n + 2, part_id, current_stock: 5 }));
    const answers = await Promise.all([0, 1, 0, 1].map((instance) => send(id, lines, instance)));
    for (const { status, body } of answers)
      expect({ status, outcomes: new Set(body.results.map(({ outcome }) => outcome)) }).toEqual({
        status: 200,
        outcomes: new Set(['changed']),
      });
    for (const part of parts) {
      expect((await stockOf(part)).version).toBe(2);
      expect(await movementsOf(part)).toHaveLength(2);
    }
  });

  it('never goes below what orders hold', async () => {
    const part = await shop.part({ current: 9 });
    const order = await shop.sendAs('order', 'POST', '/reservations', {
      body: { order_id: randomUUID(), lines: [{ part_id: part, quantity: 4 }], ttl_seconds: 60 },
    });
    expect(order.status).toBe(201);
    const { body } = await send(randomUUID(), [{ row: 2, part_id: part, current_stock: 3 }]);
    expect(body.results).toEqual([
      {
        row: 2,
        outcome: 'refused',
        message: 'would leave 3, below the 4 reserved for orders under way',
      },
    ]);
    expect(await stockOf(part)).toMatchObject({ current_stock: 9, reserved_quantity: 4 });
  });
});
