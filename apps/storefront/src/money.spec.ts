import { describe, expect, it } from '@jest/globals';
import { fromMinor, minus, parseAmount, times, toMinor } from './money';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('money on the shop’s pages', () => {
  it.each([
    ['19.99', 1999n],
    ['19.9', 1990n],
    ['5', 500n],
    ['-0.05', -5n],
  ])('%s euros are %s cents', (amount, minor) => {
    expect(toMinor(eur(amount))).toBe(minor);
  });

  it('knows currencies without a smaller unit', () => {
    expect(fromMinor(1500n, 'JPY')).toEqual({ amount: '1500', currency: 'JPY' });
  });

  it('adds up to the cent where floats would not', () => {
    expect(times(eur('19.99'), 3)).toEqual(eur('59.97'));
    expect(minus(eur('0.30'), eur('0.10'))).toEqual(eur('0.20'));
    expect(minus(eur('1.00'), eur('3.05'))).toEqual(eur('-2.05'));
  });

  it('takes an amount as people type it, and nothing else', () => {
    expect(parseAmount('25', 'EUR')).toEqual(eur('25.00'));
    expect(parseAmount(' 25,5 ', 'EUR')).toEqual(eur('25.50'));
    for (const text of ['', '0', '-5', '1.234', 'ten', '1e3']) {
      expect(parseAmount(text, 'EUR')).toBeNull();
    }
  });
});
