import { currencyDecimals } from '@tandem/contracts/currencies';
import type { MoneyValue } from '../format';

/** An amount in the currency's smallest unit: sums of floats would lose cents. */
export function toMinor({ amount, currency }: MoneyValue): bigint {
  const [whole = '0', rest = ''] = amount.split('.');
  const places = currencyDecimals(currency);
  const sign = whole.startsWith('-') ? -1n : 1n;
  return sign * BigInt(whole.replace('-', '') + rest.padEnd(places, '0').slice(0, places));
}

/** The reverse of `toMinor`, with as many decimals as the currency has. */
export function fromMinor(minor: bigint, currency: string): MoneyValue {
  const places = currencyDecimals(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const cut = digits.length - places;
  const amount = places ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return { amount: minor < 0n ? `-${amount}` : amount, currency };
}

/** So many times a price, to the cent. */
export function times(price: MoneyValue, quantity: number): MoneyValue {
  return fromMinor(toMinor(price) * BigInt(quantity), price.currency);
}

/** What is left of the one amount without the other. */
export function minus(a: MoneyValue, b: MoneyValue): MoneyValue {
  return fromMinor(toMinor(a) - toMinor(b), a.currency);
}
