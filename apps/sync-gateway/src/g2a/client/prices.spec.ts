import { describe, expect, it } from '@jest/globals';
import { minorOfPrice } from './prices.js';

describe('a price of G2A', () => {
  it.each([
    [19.99, 'EUR', 1999n],
    ['19.99', 'EUR', 1999n],
    [0.1, 'EUR', 10n],
    [1.005, 'EUR', 101n],
    [1.0049, 'EUR', 100n],
    [1e-7, 'EUR', 0n],
    [1200.5, 'JPY', 1201n],
    [1200.4999, 'JPY', 1200n],
    [1.0005, 'KWD', 1001n],
    [0, 'EUR', 0n],
    [999_999_999_999.99, 'EUR', 99_999_999_999_999n],
  ])('%s in %s', (price, currency, minor) => {
    expect(minorOfPrice(price, currency)).toBe(minor);
  });

  it.each([-1, 'free', '', '1.2.3', '0x10', Number.NaN, Infinity, 1e13, '1,5'])(
    '%s is none',
    (price) => expect(() => minorOfPrice(price, 'EUR')).toThrow(RangeError),
  );

  it('with the markup it is exact for 10,000 random prices, as whole numbers work it out', () => {
    const exponents = { EUR: 2, JPY: 0, KWD: 3 };
    for (let n = 0; n < 10_000; n += 1) {
      const decimals = n % 5;
      const whole = Math.floor(Math.random() * 10 ** (1 + (n % 6)));
      const fraction = String(Math.floor(Math.random() * 10 ** decimals)).padStart(decimals, '0');
      const price = Number(decimals === 0 ? `${whole}` : `${whole}.${fraction}`);
      const [currency, exponent] = Object.entries(exponents)[n % 3]!;
      // Ten thousandths of the unit, times 102, over 100: rounded to the smallest unit by a remainder.
      const [units = '', rest = ''] = price.toFixed(decimals).split('.');
      const tenThousandths = BigInt(units + rest.padEnd(4, '0'));
      const numerator = tenThousandths * 102n * 10n ** BigInt(exponent);
      const [quotient, remainder] = [numerator / 1_000_000n, numerator % 1_000_000n];
      const expected = remainder * 2n >= 1_000_000n ? quotient + 1n : quotient;
      expect([price, currency, minorOfPrice(price, currency, 102n)]).toEqual([
        price,
        currency,
        expected,
      ]);
    }
  });
});
