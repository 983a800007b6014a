import { currencyDecimals, fromMinor } from '@tandem/http';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount for people to read, e.g. `€1,234.50`. Made from the decimal text, never from a float. */
export function moneyText(minor: bigint, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    const decimals = currencyDecimals(currency);
    format = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      // Its own are of cash, which for some currencies are fewer.
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(currency, format);
  }
  return format.format(fromMinor(minor, currency).amount as Intl.StringNumericLiteral);
}
