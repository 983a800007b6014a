import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergePieces, nextTry, sameWish, tooManyBack } from './refund.js';

const piece = fc.record({
  part_id: fc.integer({ min: 1, max: 5 }),
  quantity: fc.integer({ min: 1, max: 9 }),
});

describe('goods that come back with a refund', () => {
  const ordered = [
    { part_id: 1, quantity: 2 },
    { part_id: 2, quantity: 1 },
  ];

  it('are at most what was ordered', () => {
    expect(tooManyBack([{ part_id: 1, quantity: 2 }], ordered, [])).toEqual([]);
    expect(tooManyBack([{ part_id: 1, quantity: 3 }], ordered, [])).toEqual([0]);
    expect(tooManyBack([{ part_id: 3, quantity: 1 }], ordered, [])).toEqual([0]);
  });

  it('are at most what has not come back before', () => {
    const before = [{ part_id: 1, quantity: 1 }];
    expect(tooManyBack([{ part_id: 1, quantity: 1 }], ordered, before)).toEqual([]);
    expect(tooManyBack([{ part_id: 1, quantity: 2 }], ordered, before)).toEqual([0]);
  });

  it('count together when a part is named twice: the line too many is pointed at', () => {
    const twice = [
      { part_id: 1, quantity: 2 },
      { part_id: 2, quantity: 1 },
      { part_id: 1, quantity: 1 },
    ];
    expect(tooManyBack(twice, ordered, [])).toEqual([2]);
  });

  it('are one line a part, whatever the order they were named in', () => {
    fc.assert(
      fc.property(fc.array(piece), (lines) => {
        const merged = mergePieces(lines);
        expect(mergePieces([...lines].reverse())).toEqual(merged);
        expect(new Set(merged.map(({ part_id }) => part_id)).size).toBe(merged.length);
        const sum = (pieces: typeof lines) => pieces.reduce((n, { quantity }) => n + quantity, 0);
        expect(sum(merged)).toBe(sum(lines));
      }),
    );
  });
});

describe('a repeated call', () => {
  const wish = { amount: '500', reason: 'broken', restock: [{ part_id: 1, quantity: 1 }] };

  it('asks for the same, in whatever order the database keeps its fields', () => {
    expect(sameWish(wish, { ...wish, restock: [{ quantity: 1, part_id: 1 }] })).toBe(true);
  });

  it.each([{ amount: null }, { amount: '501' }, { reason: 'other' }, { restock: [] }])(
    'is another refund with %j',
    (change) => expect(sameWish(wish, { ...wish, ...change })).toBe(false),
  );
});

describe('a refund that got no answer', () => {
  const limits = { refundRetryMs: 1_000, refundAttempts: 40 };

  it('waits twice as long each time, at most ten minutes', () => {
    expect([1, 2, 3, 4].map((n) => nextTry(n, limits))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(nextTry(39, limits)).toBe(600_000);
  });

  it('is left to staff after so many tries', () => {
    expect(nextTry(40, limits)).toBeNull();
    expect(nextTry(5, { ...limits, refundAttempts: 5 })).toBeNull();
  });
});
