import { describe, expect, it } from '@jest/globals';
import { newestFigures, outcomeOf, type Figure } from './figure.js';

describe('stock that is counted outside', () => {
  it('is what was announced less what the shop sold since', () => {
    expect(outcomeOf({ announced: 10, uncounted: 3, reserved_quantity: 2, kept_back: 0 })).toEqual({
      current_stock: 7,
      missing: 0,
    });
  });

  it('is never less than what is held: the rest is missing', () => {
    expect(outcomeOf({ announced: 3, uncounted: 0, reserved_quantity: 8, kept_back: 0 })).toEqual({
      current_stock: 8,
      missing: 5,
    });
  });

  it('is less what is kept back, which is not missing', () => {
    const level = { announced: 10, uncounted: 0, reserved_quantity: 8 };
    expect(outcomeOf({ ...level, reserved_quantity: 0, kept_back: 3 }).current_stock).toBe(7);
    expect(outcomeOf({ ...level, kept_back: 6 })).toEqual({ current_stock: 8, missing: 0 });
  });

  it('lacks pieces that were sold and are not there', () => {
    expect(outcomeOf({ announced: 3, uncounted: 8, reserved_quantity: 0, kept_back: 0 })).toEqual({
      current_stock: 0,
      missing: 5,
    });
  });
});

describe('of several figures of a part', () => {
  const figure = (over: Partial<Figure>): Figure => ({
    part_id: 1,
    source: 'warehouse',
    external_id: 'SKU',
    link: 1,
    quantity: 1,
    as_of: '2026-01-01T00:00:00.000Z',
    sequence: 1,
    counted_through: 0,
    ...over,
  });

  it('the newest by time, and then by sequence, is the one that counts', () => {
    const newest = figure({ sequence: 3, quantity: 7 });
    const older = figure({ as_of: '2025-12-31T23:59:59.999Z', sequence: 9 });
    expect(newestFigures([figure({ sequence: 2 }), newest, older])).toEqual([newest]);
  });

  it('of a later link comes before all of an older one', () => {
    const relinked = figure({ link: 2, as_of: '2025-12-31T23:59:59.999Z' });
    expect(newestFigures([relinked, figure({ sequence: 9 })])).toEqual([relinked]);
  });

  it('parts come in the order in which everybody locks them', () => {
    const parts = newestFigures([figure({ part_id: 9 }), figure({ part_id: 2 })]);
    expect(parts.map(({ part_id }) => part_id)).toEqual([2, 9]);
  });
});
