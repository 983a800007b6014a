import { describe, expect, it } from '@jest/globals';
import { pauseLeft, refuseUnpaid, type UnpaidStanding } from './unpaid-limits.js';

const limits = { orders: 3, pieces: 50, share: 50, pauseSeconds: 300 };
const nothing: UnpaidStanding = {
  orders: [],
  pieces: 0,
  parts: [{ part_id: 1, held: 0, stock: 40 }],
  lapsed: 0,
  secondsSince: null,
};
const disc = (quantity: number) => [{ part_id: 1, part_name: 'Brake disc', quantity }];
const codeOf = (standing: Partial<UnpaidStanding>, quantity = 1) =>
  refuseUnpaid({ ...nothing, ...standing }, disc(quantity), limits)?.code ?? 'may';
const open = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `o${n}`, number: n }));
const part = (stock: number, held = 0) => ({ parts: [{ part_id: 1, held, stock }] });

describe('what an account may hold without paying', () => {
  it.each([
    ['nothing is open', {}, 20, 'may'],
    ['two orders are open', { orders: open(2) }, 1, 'may'],
    ['three orders are open', { orders: open(3) }, 1, 'too_many_unpaid_orders'],
    ['49 pieces are held and one is wanted', { pieces: 49 }, 1, 'may'],
    ['49 pieces are held and two are wanted', { pieces: 49 }, 2, 'too_many_unpaid_pieces'],
    ['half of the stock is wanted', part(40), 20, 'may'],
    ['more than half of the stock is wanted', part(40), 21, 'too_many_unpaid_pieces'],
    ['half of the stock is held', part(40, 20), 1, 'too_many_unpaid_pieces'],
    ['the last piece is wanted', part(1), 1, 'may'],
    ['all of a small stock is wanted', part(5), 5, 'may'],
    ['inventory knows no stock of it: a reservation tells', part(0), 1, 'may'],
  ])('when %s', (_, standing, quantity, answer) => {
    expect(codeOf(standing, quantity)).toBe(answer);
  });

  it('says what to do', () => {
    const problem = refuseUnpaid({ ...nothing, orders: open(3) }, disc(1), limits)!;
    expect(problem).toMatchObject({
      kind: 'conflict',
      message:
        'You have 3 orders that are not paid yet. Pay or cancel one of them, or pay this order from your balance.',
      extra: { limit: 3, open_orders: open(3) },
    });
    expect(refuseUnpaid({ ...nothing, ...part(40, 15) }, disc(6), limits)).toMatchObject({
      message:
        'Your unpaid orders can hold at most 20 pieces of Brake disc. Order fewer, pay or cancel an open order, or pay this order from your balance.',
      extra: { lines: [{ part_id: 1, requested: 6, held: 15, limit: 20 }] },
    });
  });
});

describe('the pause after orders that were not paid in time', () => {
  it.each([
    [0, null, 0],
    [1, 0, 0],
    [2, 0, 300],
    [2, 299.2, 1],
    [2, 300, 0],
    [3, 0, 600],
    [6, 0, 4_800],
    [1_000, 0, 86_400],
  ])('%d lapsed, the last %p s ago: %d s more', (lapsed, secondsSince, left) => {
    expect(pauseLeft({ lapsed, secondsSince }, limits)).toBe(left);
  });

  it('is told as one, with its end', () => {
    const problem = refuseUnpaid({ ...nothing, lapsed: 3, secondsSince: 0 }, disc(1), limits);
    expect(problem).toMatchObject({
      code: 'unpaid_orders_lapsed',
      kind: 'limited',
      extra: { retry_after: 600 },
    });
  });
});
