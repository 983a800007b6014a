import { describe, expect, it } from '@jest/globals';
import { CURRENCIES, currencyDecimals, fromMinor, toMinor } from '@tandem/kernel';
import { formatMoney, formatRoundMoney } from '../format';
import { readAmount } from './read-amount';

/** Only the number of an amount. */
const digits = (text: string): string => text.replace(/^\D+|[^\d.]/g, '');

describe('money on the sites’ pages', () => {
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
