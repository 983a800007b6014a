import { describe, expect, it } from '@jest/globals';
import { CURRENCIES, currencyDecimals } from '@tandem/contracts/currencies';
import { formatMoney, formatRoundMoney } from '../format';
import { fromMinor, minus, times, toMinor } from './money';
import { readAmount } from './read-amount';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** Only the number of an amount. */
const digits = (text: string): string => text.replace(/^\D+|[^\d.]/g, '');

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

  it.each(CURRENCIES)(
    'is read, written and counted with the decimals of the table: %s',
    (currency) => {
      const decimals = currencyDecimals(currency);
      const fraction = '123456'.slice(0, decimals);
      const amount = decimals ? `12990.${fraction}` : '12990';
      expect(readAmount(amount, { currency, locales: ['en'] })).toEqual({ amount });
      expect(readAmount(`12990.${fraction}5`, { currency, locales: ['en'] }).error).toBeDefined();
      expect(fromMinor(toMinor({ amount, currency }), currency)).toEqual({ amount, currency });
      expect(digits(formatMoney({ amount, currency }))).toBe(amount);
      expect(digits(formatRoundMoney({ amount, currency }))).toBe(amount);
      expect(digits(formatRoundMoney({ amount: '25', currency }))).toBe('25');
    },
  );
});
