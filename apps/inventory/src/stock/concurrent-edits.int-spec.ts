import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofSize } from '@tandem/testing';
import { Shop } from '../testing/shop.js';

describe('editors at the same time, on two instances of the service', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  const put = (id: number, body: object, writer: number) =>
    shop.staff('PUT', `/parts/${id}/stock`, body, {}, writer % 2);
  const tally = (answers: { status: number }[]) => {
    const counts: Record<number, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };

  it('five with one version: exactly one is saved and four are told, 200 rounds (20 in CI)', async () => {
    const id = await shop.part({ current: 100 });
    for (let round = 1; round <= proofSize(200); round += 1) {
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map((n) => put(id, { current_stock: 100 + n, version: round }, n)),
      );
      expect(tally(answers)).toEqual({ 200: 1, 409: 4 });
    }
    expect((await shop.row(id)).version).toBe(1 + proofSize(200));
  });

  it('five without a version: who meets another write is told, the others are saved one after the other', async () => {
    const id = await shop.part({ current: 100 });
    let saved = 0;
    for (let round = 1; round <= proofSize(50); round += 1) {
      const counts = tally(
        await Promise.all([1, 2, 3, 4, 5].map((n) => put(id, { current_stock: n }, n))),
      );
      expect((counts[200] ?? 0) + (counts[409] ?? 0)).toBe(5);
      expect(counts[200]).toBeGreaterThanOrEqual(1);
      saved += counts[200]!;
    }
    expect((await shop.row(id)).version).toBe(1 + saved);
  });

  it('twenty who each add one: none is lost', async () => {
    const id = await shop.part({ current: 0 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        shop.staff(
          'POST',
          `/parts/${id}/stock/adjust`,
          { delta: 1, reason: 'found one' },
          {},
          n % 2,
        ),
      ),
    );
    expect(tally(answers)).toEqual({ 200: 20 });
    expect(await shop.row(id)).toEqual({ current_stock: 20, reserved_quantity: 0, version: 21 });
  });

  it('two who write the first figure of a part: one row, one winner', async () => {
    for (let round = 0; round < proofSize(20); round += 1) {
      const id = await shop.part();
      const answers = await Promise.all(
        [1, 2].map((n) => put(id, { current_stock: n, version: 0 }, n)),
      );
      expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
    }
  });

  it('batches that name the same parts in opposite order: no deadlock, all are saved', async () => {
    const ids = await shop.parts(20, { current: 1_000 });
    const batch = (order: number[], n: number) =>
      shop.staff(
        'POST',
        '/stock/bulk',
        { lines: order.map((part_id) => ({ part_id, delta: 1 })) },
        {},
        n % 2,
      );
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => batch(n % 2 ? ids : [...ids].reverse(), n)),
    );
    expect(tally(answers)).toEqual({ 200: 30 });
    for (const id of ids) expect((await shop.row(id)).current_stock).toBe(1_030);
    const [deadlocks] = await shop.database.query<{ deadlocks: string }>(
      `select deadlocks from pg_stat_database where datname = current_database()`,
    );
    expect(Number(deadlocks!.deadlocks)).toBe(0);
  });

  it('leaves books that agree with the shelf', async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });
});
