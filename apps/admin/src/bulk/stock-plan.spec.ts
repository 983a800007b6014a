import { describe, expect, it } from '@jest/globals';
import { planStock, stockAfter, type StockedPart } from './stock-plan';

describe('the stock of many parts', () => {
  it.each([
    [10, 'set', 4, 4],
    [10, 'add', 4, 14],
    [10, 'remove', 4, 6],
    [10, 'percent_more', 25, 13],
    [10, 'percent_less', 33, 7],
  ] as const)('of %s, %s %s, is %s', (current, way, value, after) => {
    expect(stockAfter(current, way, value)).toBe(after);
  });

  it('never goes below what is reserved', () => {
    const part = { id: 1, stock: { current_stock: 5, reserved_quantity: 3 } } as StockedPart;
    expect(planStock([part], 'remove', 2)[0]).toMatchObject({ after: 3, problem: null });
    expect(planStock([part], 'remove', 3)[0]).toMatchObject({ after: 2, problem: '3 reserved' });
  });
});
