import { describe, expect, it } from '@jest/globals';
import { fromMinor, minus, times, toMinor } from './money';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('money on the sites’ pages', () => {
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
});
