import { currencyDecimals, greatestMinor } from '@tandem/kernel';

const NUMBER = /^(\d{1,20})(?:\.(\d{1,40}))?(?:e([+-]\d{1,2}))?$/i;

/**
 * A price of G2A, which writes them as floats, in the currency's smallest unit: by the decimal text, never by float
 * arithmetic, and halves are rounded up. With `percent` of it, e.g. 102, rounded once at the end.
 * @throws RangeError when it is no price of that currency.
 */
export function minorOfPrice(price: number | string, currency: string, percent = 100n): bigint {
  const match = NUMBER.exec(String(price));
  if (!match) throw new RangeError('Not a price');
  const [, whole = '', fraction = '', exponent = '0'] = match;
  // The price is digits × 10^shift of the smallest unit, in hundredths because of the percentage.
  const digits = BigInt(whole + fraction) * percent;
  const shift = Number(exponent) - fraction.length + currencyDecimals(currency) - 2;
  const minor = shift >= 0 ? digits * 10n ** BigInt(shift) : halfUp(digits, 10n ** BigInt(-shift));
  if (minor > greatestMinor(currency)) throw new RangeError('Not a price');
  return minor;
}

const halfUp = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by);
