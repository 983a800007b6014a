import { describe, expect, it } from '@jest/globals';
import { chooseHolds, type Hold } from './choose-holds.js';

const hold = (order_id: string, age_ms: number, ...lines: [number, number][]): Hold => ({
  id: order_id,
  order_id,
  state: 'held',
  version: 1,
  expires_at: new Date(0),
  lines: lines.map(([part_id, quantity]) => ({ part_id, quantity })),
  age_ms,
});
const chosenOf = (...given: Parameters<typeof chooseHolds>) =>
  chooseHolds(...given).chosen.map(({ order_id }) => order_id);

describe('which holds go when pieces are missing', () => {
  const holds = [
    hold('old', 9_000, [1, 4]),
    hold('new', 5_000, [1, 2]),
    hold('middle', 7_000, [1, 2]),
  ];

  it('the newest first, and no more than are needed', () => {
    expect(chosenOf(holds, [{ part_id: 1, missing: 3 }], 0)).toEqual(['new', 'middle']);
    expect(chosenOf(holds, [{ part_id: 1, missing: 2 }], 0)).toEqual(['new']);
    expect(chosenOf(holds, [], 0)).toEqual([]);
  });

  it('one that holds several short parts frees all of them', () => {
    const both = [hold('both', 5_000, [1, 1], [2, 1]), hold('other', 6_000, [2, 1])];
    const missing = [1, 2].map((part_id) => ({ part_id, missing: 1 }));
    expect(chooseHolds(both, missing, 0)).toMatchObject({
      chosen: [{ order_id: 'both' }],
      freed: missing,
    });
  });

  it('none of a part whose newest hold may be paid at this moment', () => {
    const missing = [1, 2].map((part_id) => ({ part_id, missing: 9 }));
    const some = [...holds, hold('elsewhere', 8_000, [2, 1])];
    expect(chosenOf(some, missing, 5_500)).toEqual(['elsewhere']);
  });
});
