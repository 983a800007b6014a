import { describe, expect, it } from '@jest/globals';
import { crossingsOf, figuresOf, judgeEdit, type StockLevel } from './stock-level.js';

const level = (over: Partial<StockLevel> = {}): StockLevel => ({
  part_id: 1,
  current_stock: 10,
  reserved_quantity: 4,
  min_stock_level: 2,
  version: 7,
  last_change: 'set',
  last_updated_by: null,
  last_updated_by_name: null,
  updated_at: new Date(0),
  source: null,
  ...over,
});

describe('what a shopper may take', () => {
  it('is what lies there less what is set aside for others', () => {
    expect(figuresOf(level())).toEqual({
      available_stock: 6,
      is_in_stock: true,
      is_low_stock: false,
    });
  });

  it('is nothing when all of it is set aside', () => {
    expect(figuresOf(level({ reserved_quantity: 10 }))).toEqual({
      available_stock: 0,
      is_in_stock: false,
      is_low_stock: true,
    });
  });

  it('counts as low from the minimum level down', () => {
    expect(figuresOf(level({ reserved_quantity: 8 })).is_low_stock).toBe(true);
    expect(figuresOf(level({ reserved_quantity: 7 })).is_low_stock).toBe(false);
  });
});

describe('thresholds a change goes over', () => {
  const from = (before: number, after: number, min = 2) =>
    crossingsOf({
      before: level({ current_stock: before, reserved_quantity: 0, min_stock_level: min }),
      after: level({ current_stock: after, reserved_quantity: 0, min_stock_level: min }),
    });

  it.each([
    [10, 5, []],
    [10, 2, ['low']],
    [2, 1, []],
    [1, 0, ['depleted']],
    [10, 0, ['depleted', 'low']],
    [0, 1, ['replenished']],
    [0, 10, ['replenished']],
    [5, 5, []],
  ])('from %i to %i pieces: %j', (before, after, crossings) => {
    expect(from(before, after)).toEqual(crossings);
  });

  it('are crossed by raising the minimum level as well', () => {
    const before = level({ min_stock_level: 2 });
    expect(crossingsOf({ before, after: level({ min_stock_level: 6 }) })).toEqual(['low']);
  });
});

describe('an edit of stock', () => {
  it('sets the figure and keeps the minimum level it does not name', () => {
    const verdict = judgeEdit({ part_id: 1, current_stock: 5 }, level());
    expect(verdict).toEqual({ ok: true, current_stock: 5, min_stock_level: 2 });
  });

  it('may name only the minimum level', () => {
    const verdict = judgeEdit({ part_id: 1, min_stock_level: 0 }, level());
    expect(verdict).toEqual({ ok: true, current_stock: 10, min_stock_level: 0 });
  });

  it('may go down to what is reserved and no further', () => {
    expect(judgeEdit({ part_id: 1, current_stock: 4 }, level()).ok).toBe(true);
    expect(judgeEdit({ part_id: 1, current_stock: 3 }, level())).toMatchObject({
      problem: 'invalid',
      field: 'current_stock',
    });
    expect(judgeEdit({ part_id: 1, delta: -7 }, level())).toMatchObject({
      problem: 'invalid',
      field: 'delta',
    });
  });

  it('may not go above what the database can keep', () => {
    expect(judgeEdit({ part_id: 1, delta: 1_000_000_000 }, level())).toMatchObject({
      field: 'delta',
    });
  });

  it('holds only against the version it names', () => {
    expect(judgeEdit({ part_id: 1, current_stock: 5, version: 6 }, level())).toEqual({
      ok: false,
      problem: 'stale',
    });
    expect(judgeEdit({ part_id: 1, current_stock: 5, version: 7 }, level()).ok).toBe(true);
  });

  it('tells a stale editor of the conflict rather than of a figure they could not know', () => {
    expect(judgeEdit({ part_id: 1, current_stock: 0, version: 6 }, level())).toMatchObject({
      problem: 'stale',
    });
  });
});
