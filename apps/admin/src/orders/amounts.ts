import type { MoneyValue } from '@tandem/ui';
import { readAmount } from '@tandem/ui/amount';

/** How many decimals amounts in a currency have: as many as the API writes. */
const decimalsOf = ({ amount }: MoneyValue): number => amount.split('.')[1]?.length ?? 0;

/** An amount as a whole number of its smallest unit: sums of decimals go wrong, sums of these do not. */
export function toMinor({ amount }: MoneyValue): bigint {
  return BigInt(amount.replace('.', ''));
}

/** The reverse, in the currency of `like` and with as many decimals. */
export function fromMinor(minor: bigint, like: MoneyValue): MoneyValue {
  const decimals = decimalsOf(like);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const amount = decimals ? `${whole}.${digits.slice(-decimals)}` : whole;
  return { amount: minor < 0n ? `-${amount}` : amount, currency: like.currency };
}

/** What a person typed, as the API takes it; what is no amount is left to the server to judge. */
export function typedAmount(typed: string, currency: string): MoneyValue {
  return { amount: readAmount(typed, { currency }).amount ?? typed.trim(), currency };
}
