import { currencyDecimals, fromMinor, greatestMinor, toMinor } from '@tandem/kernel';

/** G2A PAY writes every amount with two decimals and its hashes are of that text, so other currencies can't be sent. */
export function isPayable(currency: string): boolean {
  return currencyDecimals(currency) === 2;
}

/** The text that is sent and hashed. */
export function toWire(minor: bigint, currency: string): string {
  return fromMinor(minor, currency).amount;
}

/**
 * Reads `19.99`, `15` or 15 (its sources differ).
 * @throws RangeError when it is no such amount, or greater than a payment can be.
 */
export function fromWire(amount: unknown, currency: string): bigint {
  const text = typeof amount === 'number' ? amount.toFixed(2) : String(amount);
  const minor = toMinor({ amount: text, currency });
  const greatest = greatestMinor(currency);
  if (minor > greatest || minor < -greatest) throw new RangeError('Not an amount of a payment');
  return minor;
}
