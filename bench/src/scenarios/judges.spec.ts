import { describe, expect, it } from '@jest/globals';
import { judgeEdits, judgeSale, wrongOnPage, type Attempt } from './judges.ts';

const FROM = 10_000;
const CENTS = { regular: 1_000, sale: 500 };
const bought = (sentAt: number, charged: number, answeredAt = sentAt + 10): Attempt => ({
  ...{ sentAt, answeredAt, status: 201, charged },
});
const refused = (code = 'insufficient_stock', status = 409): Attempt => ({
  ...{ sentAt: FROM + 50, answeredAt: FROM + 60, status, code },
});
const sale = (left: number, attempts: Attempt[]) =>
  judgeSale({ pieces: 2, left, from: FROM, cents: CENTS, attempts });

describe('the judge of a flash sale', () => {
  it('finds nothing wrong when each piece is sold once, at the price of its moment', () => {
    expect(sale(0, [bought(FROM - 100, 1_000), bought(FROM, 500), refused()])).toEqual([]);
  });

  it('lets who asked before and was answered after pay either price', () => {
    const across = (cents: number) => bought(FROM - 5, cents, FROM + 5);
    expect(sale(0, [across(1_000), across(500)])).toEqual([]);
  });

  it.each([
    ['oversold', 0, [1, 2, 3].map((n) => bought(FROM + n, 500))],
    ['pieces are left', 1, [bought(FROM, 500), bought(FROM, 500)]],
    ['refused while', 1, [bought(FROM, 500), refused()]],
    ['charged 1000', 0, [bought(FROM, 500), bought(FROM, 1_000)]],
    ['charged 500', 0, [bought(FROM, 500), bought(FROM - 100, 500)]],
    ['answered 503', 0, [bought(FROM, 500), bought(FROM, 500), refused('overloaded', 503)]],
  ])('tells of what is wrong: %s', (says, left, attempts) => {
    expect(sale(left, attempts).join()).toContain(says);
  });
});

describe('the judge of an open page', () => {
  it('wants every confirmed version once and in order', () => {
    expect(wrongOnPage([2, 3, 4], [2, 3, 4])).toBeNull();
    expect(wrongOnPage([2, 3, 4], [2, 4])).toContain('missing 3');
    expect(wrongOnPage([2, 3], [2, 3, 3])).toContain('missing none');
    expect(wrongOnPage([2, 3], [3, 2])).toContain('3,2');
  });
});

describe('the judge of edits', () => {
  it('wants one acknowledged edit for each version', () => {
    expect(judgeEdits(1, 4, [3, 2, 4])).toBeNull();
    expect(judgeEdits(1, 4, [2, 4])).toContain('2,4');
    expect(judgeEdits(1, 3, [2, 2, 3])).toContain('2,2,3');
  });
});
