import { describe, expect, it } from '@jest/globals';
import { fromMinor, moneyProblem, toMinor } from './money.js';

describe('money', () => {
  it.each([
    ['19.99', 'EUR', 1999n],
    ['19.9', 'EUR', 1990n],
    ['0', 'EUR', 0n],
    ['-0.01', 'EUR', -1n],
    ['1500', 'JPY', 1500n],
    ['1.234', 'KWD', 1234n],
    ['999999999999.99', 'EUR', 99999999999999n],
  ])('%s %s is exact in the smallest unit', (amount, currency, minor) => {
    expect(toMinor({ amount, currency })).toBe(minor);
  });

  it.each([
    [1999n, 'EUR', '19.99'],
    ['5', 'EUR', '0.05'],
    [0, 'EUR', '0.00'],
    [-1, 'EUR', '-0.01'],
    [-150n, 'EUR', '-1.50'],
    [1500, 'JPY', '1500'],
    [7, 'KWD', '0.007'],
  ])('%s smallest units of %s are %s', (minor, currency, amount) => {
    expect(fromMinor(minor, currency)).toEqual({ amount, currency });
  });

  it.each([
    ['more decimals than the currency has', { amount: '1.234', currency: 'EUR' }, 'amount'],
    ['decimals of a currency without', { amount: '1.5', currency: 'JPY' }, 'amount'],
    ['a float', { amount: 19.99, currency: 'EUR' }, 'amount'],
    ['an exponent', { amount: '1e3', currency: 'EUR' }, 'amount'],
    ['an empty amount', { amount: '', currency: 'EUR' }, 'amount'],
    ['no amount', { currency: 'EUR' }, 'amount'],
    ['spaces', { amount: ' 1', currency: 'EUR' }, 'amount'],
    ['a currency there is not', { amount: '1', currency: 'XYZ' }, 'currency'],
    ['a currency in small letters', { amount: '1', currency: 'eur' }, 'currency'],
    ['no currency', { amount: '1' }, 'currency'],
    ['an amount beyond all reason', { amount: '9999999999999', currency: 'EUR' }, 'amount'],
    ['less than nothing', { amount: '-1', currency: 'EUR' }, 'amount'],
    ['something besides', { amount: '1', currency: 'EUR', vat: '1' }, 'vat'],
    ['nothing', null, undefined],
    ['text', '1 EUR', undefined],
    ['a list', ['1', 'EUR'], undefined],
  ])('is not %s, and says where', (_name, value, field) => {
    const problem = moneyProblem(value);
    expect(problem?.field).toBe(field);
    expect(problem?.message).toEqual(expect.any(String));
  });

  it('says of an amount with too many digits that there are too many', () => {
    const problem = moneyProblem({ amount: '999999999999999999999', currency: 'EUR' });
    expect(problem?.message).toBe('must have at most 12 digits before the point');
  });

  it('may be negative or must be positive where the rules say so', () => {
    expect(moneyProblem({ amount: '-1', currency: 'EUR' }, { allowNegative: true })).toBeNull();
    expect(moneyProblem({ amount: '0', currency: 'EUR' })).toBeNull();
    expect(moneyProblem({ amount: '0', currency: 'EUR' }, { positive: true })).not.toBeNull();
  });
});
