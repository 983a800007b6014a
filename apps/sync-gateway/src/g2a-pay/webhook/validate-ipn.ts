import { fromWire, toWire } from '../client/amounts.js';
import { ipnHash, sameHash } from '../client/hashes.js';
import type { Payment } from '../payments/payment.js';
import type { Ipn } from './ipn-form.js';

/**
 * Whether the hash fits what the notification itself says: told without looking anything up, so that a flood of forged ones
 * costs next to nothing. Whether it fits what is ours, `wrongWith` tells.
 */
export function isSigned(ipn: Ipn, secret: string): boolean {
  const sums = new Set([ipn.amount, Number(ipn.amount).toFixed(2)]);
  return [...sums].some((amount) => sameHash(ipn.hash, ipnHash(secret, { ...ipn, amount })));
}

/**
 * What is wrong with a notification; null when nothing is. The hash covers neither currency nor status, and the sum it
 * covers is the one G2A states: so it is worked out anew with our own sum, and the currency compared.
 */
export function wrongWith(
  ipn: Ipn,
  secret: string,
  payment: Pick<Payment, 'amount_minor' | 'currency'> | null,
): 'hash' | 'amount' | 'currency' | null {
  // Of a payment that we do not know yet only this can be said now; it is looked at again once we know it.
  const amount = payment ? toWire(payment.amount_minor, payment.currency) : ipn.amount;
  if (!sameHash(ipn.hash, ipnHash(secret, { ...ipn, amount }))) return 'hash';
  if (!payment) return null;
  if (ipn.currency !== payment.currency) return 'currency';
  return fromWire(ipn.amount, payment.currency) === payment.amount_minor ? null : 'amount';
}
