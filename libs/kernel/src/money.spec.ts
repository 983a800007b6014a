import { describe, expect, it } from '@jest/globals';
import { fromMinor, minus, times, toMinor } from './money.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

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

  it('adds up to the cent where floats would not', () => {
    expect(times(eur('19.99'), 3)).toEqual(eur('59.97'));
    expect(minus(eur('0.30'), eur('0.10'))).toEqual(eur('0.20'));
    expect(minus(eur('1.00'), eur('3.05'))).toEqual(eur('-2.05'));
  });

  it('counts the total of what no single price may be', () => {
    expect(toMinor(times(eur('999999999999.99'), 1_000))).toBe(99999999999999000n);
  });
});
