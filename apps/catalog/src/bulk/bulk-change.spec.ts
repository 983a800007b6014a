import { describe, expect, it } from '@jest/globals';
import { judgeChange, priceAfter, unitsAfter, type PriceChange } from './bulk-change.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const after = (price: string, change: Partial<PriceChange>, currency = 'EUR') => {
  const result = priceAfter(
    { amount: price, currency },
    { mode: 'percent', rounding: 'none', ...change },
  );
  return typeof result === 'string' ? result : result.amount;
};

describe('a price that is changed in bulk', () => {
  it.each([
    ['19.99', { percent: '10' }, '21.99'],
    ['19.99', { percent: '-12.5' }, '17.49'],
    ['0.05', { percent: '-10' }, '0.05'],
    ['100.00', { percent: '0.01' }, '100.01'],
    ['0.00', { percent: '50' }, '0.00'],
    ['19.99', { mode: 'set', amount: eur('5.00') }, '5.00'],
    ['19.99', { mode: 'amount', amount: eur('-4.99') }, '15.00'],
    ['19.99', { mode: 'amount', amount: eur('-20.00') }, 'The price would be below zero.'],
    ['19.99', { mode: 'amount', amount: { amount: '1', currency: 'JPY' } }, 'The price is in EUR.'],
    ['999999999999.99', { percent: '1' }, 'The price would be too high.'],
  ] as const)('%s %j becomes %s', (price, change, expected) => {
    expect(after(price, change)).toBe(expected);
  });

  it.each([
    ['20.30', '19.99'],
    ['20.49', '20.99'],
    ['20.48', '19.99'],
    ['20.99', '20.99'],
    ['0.10', '0.99'],
    ['0.00', '0.00'],
  ])('%s is rounded to %s where it is to end in .99', (price, expected) => {
    expect(after(price, { percent: '0', rounding: '99' })).toBe(expected);
  });

  it('is rounded by the decimals of its currency', () => {
    expect(after('1005', { percent: '10', rounding: '99' }, 'JPY')).toBe('1106');
    expect(after('1.200', { percent: '0', rounding: '99' }, 'KWD')).toBe('0.990');
  });
});

describe('a part that is changed in bulk', () => {
  const part = {
    price: eur('10.00'),
    category_id: null,
    status: 'active' as const,
    stock: 5,
    reserved: 2,
  };

  it('names the fields that become others, and no more', () => {
    const price: PriceChange = { mode: 'set', amount: eur('9.00'), rounding: 'none' };
    expect(judgeChange(part, { price, status: 'active' })).toEqual({
      before: { price: eur('10.00') },
      after: { price: eur('9.00') },
    });
    expect(judgeChange(part, { category_id: null })).toEqual({ before: {}, after: {} });
  });

  it('has other units, apart from what orders hold', () => {
    const stock = { mode: 'amount', units: -2, reason: 'x' } as const;
    expect(judgeChange(part, { stock })).toEqual({ before: { stock: 5 }, after: { stock: 3 } });
    expect(judgeChange(part, { stock: { ...stock, units: -4 } })).toEqual({
      refused: 'The stock would be 1, below the 2 reserved for orders.',
    });
  });

  it.each([
    [10, { mode: 'set', units: 4 }, 4],
    [10, { mode: 'percent', percent: '25' }, 13],
    [10, { mode: 'percent', percent: '-33.33' }, 7],
    [3, { mode: 'percent', percent: '-100' }, 0],
    [1, { mode: 'amount', units: -2 }, 'The stock would be -1.'],
    [10, { mode: 'percent', percent: '-95' }, 1],
    [1_000_000_000, { mode: 'amount', units: 1 }, 'The stock would be above 1000000000.'],
  ] as const)('%s units, %j, become %s', (units, change, expected) => {
    expect(unitsAfter(units, 0, { reason: 'x', ...change })).toBe(expected);
  });
});
