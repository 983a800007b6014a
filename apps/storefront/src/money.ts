import type { MoneyValue } from '@tandem/ui';

function decimals(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in the currency's smallest unit: sums of floats would lose cents. */
export function toMinor({ amount, currency }: MoneyValue): bigint {
  const [whole = '0', rest = ''] = amount.split('.');
  const places = decimals(currency);
  const sign = whole.startsWith('-') ? -1n : 1n;
  return sign * BigInt(whole.replace('-', '') + rest.padEnd(places, '0').slice(0, places));
}

export function fromMinor(minor: bigint, currency: string): MoneyValue {
  const places = decimals(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const cut = digits.length - places;
  const amount = places ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return { amount: minor < 0n ? `-${amount}` : amount, currency };
}

export function times(price: MoneyValue, quantity: number): MoneyValue {
  return fromMinor(toMinor(price) * BigInt(quantity), price.currency);
}

export function minus(a: MoneyValue, b: MoneyValue): MoneyValue {
  return fromMinor(toMinor(a) - toMinor(b), a.currency);
}

/** What a person typed as an amount, e.g. "25" or "25,50"; null when it is none or not positive. */
export function parseAmount(text: string, currency: string): MoneyValue | null {
  const clean = text.trim().replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(clean)) return null;
  const minor = toMinor({ amount: clean, currency });
  return minor > 0n ? fromMinor(minor, currency) : null;
}
