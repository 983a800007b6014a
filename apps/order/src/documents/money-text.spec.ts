import { describe, expect, it } from '@jest/globals';
import { CURRENCIES, currencyDecimals, toMinor } from '@tandem/kernel';
import { moneyText } from './money-text.js';

describe('amounts in mails and on invoices', () => {
  it.each(CURRENCIES)('have the decimals of the one table: %s', (currency) => {
    const decimals = currencyDecimals(currency);
    const amount = decimals ? `12990.${'123456'.slice(0, decimals)}` : '12990';
    const digits = moneyText(toMinor({ amount, currency }), currency).replace(/^\D+|[^\d.]/g, '');
    expect(digits).toBe(amount);
  });
});
