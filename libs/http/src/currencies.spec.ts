import { describe, expect, it } from '@jest/globals';
import { CURRENCIES, currencyDecimals, fromMinor, isCurrency, toMinor } from '@tandem/kernel';
import { moneyProblem } from './money.js';

describe('the table of currencies', () => {
  it.each([
    ['EUR', 2],
    ['HUF', 2],
    ['JPY', 0],
    ['ISK', 0],
    ['IQD', 3],
    ['KWD', 3],
    ['CLF', 4],
  ])('has the decimals of ISO 4217, not those of cash: %s %i', (code, decimals) => {
    expect(currencyDecimals(code)).toBe(decimals);
  });

  it('knows every currency that this platform can write, and nothing that has no smallest unit', () => {
    const written = Intl.supportedValuesOf('currency').filter(
      (code) => !['XDR', 'XSU', 'XUA'].includes(code),
    );
    expect(written.filter((code) => !isCurrency(code))).toEqual([]);
    for (const code of ['XXX', 'XTS', 'XAU', 'XDR', 'eur', 'EURO', '', null, 978]) {
      expect(isCurrency(code)).toBe(false);
      expect(moneyProblem({ amount: '1', currency: code })?.field).toBe('currency');
    }
    expect(() => currencyDecimals('XXX')).toThrow(RangeError);
  });

  it('reads an amount in each currency back as it was written', () => {
    for (const currency of CURRENCIES) {
      const decimals = currencyDecimals(currency);
      const amount = decimals === 0 ? '12990' : `12990.${'5'.repeat(decimals)}`;
      expect(fromMinor(toMinor({ amount, currency }), currency)).toEqual({ amount, currency });
      const tooFine = `1.${'5'.repeat(decimals + 1)}`;
      expect(moneyProblem({ amount: tooFine, currency })?.field).toBe('amount');
    }
  });
});
