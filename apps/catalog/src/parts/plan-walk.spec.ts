import { describe, expect, it } from '@jest/globals';
import type { Database } from '@tandem/persistence';
import { STAFF_ORDERS } from '../search/search-order.js';
import { planOfStaff } from './list-plan.js';
import { planWalk } from './plan-walk.js';

const filter = { terms: null, kind: 'game', status: 'active', limit: 24 } as const;
const [OUT, NOT_LOW, LOW] = [411, 412, 413];
/** As the planner believes a large shop to be: four of five games are in stock, few of them low. */
const SIZES = [
  { tag: OUT, size: 80_000 },
  { tag: NOT_LOW, size: 300_000 },
  { tag: LOW, size: 10_000 },
];
const database = (): Database => ({ query: () => Promise.resolve(SIZES) }) as never;

async function boundsOf(
  sort: string,
  k: string | null,
  further?: number,
): Promise<Map<number, number>> {
  const { walked } = planOfStaff({ ...filter, sort }, {}, STAFF_ORDERS[sort]!);
  const after = k === null ? null : { s: sort, k, id: 7, fuzzy: false };
  const { bounds } = await planWalk(database(), walked, after, further);
  return new Map(walked.groups.map((group, n) => [group, bounds[n]!]));
}

describe('how far a list by stock is walked', () => {
  it('is where the list begins, and no further than one entry behind it', async () => {
    const least = await boundsOf('stock_asc', null);
    expect([least.get(OUT), least.get(NOT_LOW), least.get(LOW)]).toEqual([50_000, 1, 1]);
    const most = await boundsOf('stock_desc', null);
    expect(most.get(OUT)).toBe(1);
    expect(most.get(NOT_LOW)!).toBeGreaterThan(25_000);
  });

  it('is half behind the stretch in which a page begins, as that may be at its end', async () => {
    const outOfStock = await boundsOf('stock_asc', '0');
    expect(outOfStock.get(OUT)).toBe(25_000);
    expect(outOfStock.get(NOT_LOW)!).toBeGreaterThan(10_000);
    const inStock = await boundsOf('stock_desc', '3');
    expect(inStock.get(OUT)).toBe(25_000);
    expect(inStock.get(NOT_LOW)!).toBeGreaterThan(10_000);
  });

  it('is as much further as a look-up would be dearer', async () => {
    const further = await boundsOf('stock_asc', null, 1.4);
    expect([further.get(OUT), further.get(NOT_LOW), further.get(LOW)]).toEqual([70_000, 1, 1]);
  });
});
