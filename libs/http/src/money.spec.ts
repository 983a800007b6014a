import { describe, expect, it } from '@jest/globals';
import { moneyProblem } from './money.js';

describe('money', () => {
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
