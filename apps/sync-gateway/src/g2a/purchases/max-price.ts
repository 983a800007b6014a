import { currencyDecimals } from '@tandem/kernel';

const ENTRY = /^([A-Z]{3})=(\d{1,6})(?:\.(\d{1,6}))?$/;
const RATE_DECIMALS = 6;

/**
 * What an amount is worth in EUR cents by the configured rates, a fraction of a cent left out: what is paid for a game is never
 * more than what the shopper paid. Null without a rate.
 */
export function inEuroMinor(
  minor: bigint,
  currency: string,
  rates: readonly string[],
): bigint | null {
  if (currency === 'EUR') return minor;
  for (const entry of rates) {
    const [, code, whole = '', fraction = ''] = ENTRY.exec(entry) ?? [];
    if (code !== currency) continue;
    const rate = BigInt(whole + fraction.padEnd(RATE_DECIMALS, '0'));
    const cents = minor * rate * 10n ** BigInt(currencyDecimals('EUR'));
    return cents / 10n ** BigInt(RATE_DECIMALS + currencyDecimals(currency));
  }
  return null;
}

/** The most that a substitute may cost. */
export const withTolerance = (minor: bigint, percent: number): bigint =>
  (minor * BigInt(100 + percent)) / 100n;
