import { describe, expect, it } from '@jest/globals';
import { allot, mergeLines, movesOf, sameLines } from './reservation.js';

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

describe('orders that are served together', () => {
  const order = (order_id: string, ...lines: [part_id: number, quantity: number][]) => ({
    order_id,
    lines: lines.map(([part_id, quantity]) => ({ part_id, quantity })),
  });

  it('get what is available first come, first served, each all its lines or nothing', () => {
    const orders = [
      order('a', [1, 3], [2, 1]),
      order('b', [1, 3]),
      order('c', [1, 2]),
      order('d', [3, 1], [2, 1]),
      order('e', [2, 1]),
    ];
    const { fitting, short } = allot(
      orders,
      new Map([
        [1, 5],
        [2, 2],
      ]),
    );
    expect(fitting.map((one) => one.order_id)).toEqual(['a', 'c', 'e']);
    expect(short.map(({ order, lines }) => [order.order_id, lines])).toEqual([
      ['b', [{ part_id: 1, requested: 3, available: 2 }]],
      ['d', [{ part_id: 3, requested: 1, available: 0 }]],
    ]);
  });

  it('move each part once, under the name of the order that alone moves it, else of the batch', () => {
    const orders = [order('a', [2, 1], [1, 3]), order('b', [1, 2])];
    expect(movesOf(orders, 'held', 'batch')).toEqual([
      { part_id: 1, reserved: 5, current: 0, reference: 'batch' },
      { part_id: 2, reserved: 1, current: 0, reference: 'a' },
    ]);
    expect(movesOf(orders, 'committed', 'batch')[0]).toMatchObject({ reserved: -5, current: -5 });
    expect(movesOf(orders, 'expired', 'batch')[0]).toMatchObject({ reserved: -5, current: 0 });
  });
});
