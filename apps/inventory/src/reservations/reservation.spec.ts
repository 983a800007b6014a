import { describe, expect, it } from '@jest/globals';
import { judgeSettlement, mergeLines, sameLines } from './reservation.js';

describe('the lines of a reservation', () => {
  it('name each part once, in part order, however the basket was packed', () => {
    const lines = mergeLines([
      { part_id: 9, quantity: 1 },
      { part_id: 2, quantity: 2 },
      { part_id: 9, quantity: 3 },
    ]);
    expect(lines).toEqual([
      { part_id: 2, quantity: 2 },
      { part_id: 9, quantity: 4 },
    ]);
  });

  it('are the same only when parts and quantities are', () => {
    const lines = [{ part_id: 1, quantity: 1 }];
    expect(sameLines(lines, [{ part_id: 1, quantity: 1 }])).toBe(true);
    expect(sameLines(lines, [{ part_id: 1, quantity: 2 }])).toBe(false);
    expect(sameLines(lines, [{ part_id: 2, quantity: 1 }])).toBe(false);
    expect(sameLines(lines, [...lines, { part_id: 2, quantity: 1 }])).toBe(false);
  });
});

describe('the end of a reservation', () => {
  it.each([
    ['held', 'committed', 'settle'],
    ['held', 'released', 'settle'],
    ['held', 'expired', 'settle'],
    ['committed', 'committed', 'already-done'],
    ['committed', 'released', 'refuse'],
    ['committed', 'expired', 'refuse'],
    ['released', 'committed', 'refuse'],
    ['released', 'released', 'already-done'],
    ['expired', 'committed', 'refuse'],
    ['expired', 'released', 'already-done'],
  ] as const)('%s, asked to become %s: %s', (state, settlement, verdict) => {
    expect(judgeSettlement(state, settlement)).toBe(verdict);
  });
});
