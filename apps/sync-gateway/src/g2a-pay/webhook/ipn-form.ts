import { isUUID } from 'class-validator';
import { isStorableText, validationFailed } from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';

/** The fields of a notification that count. G2A PAY may send others: they are not looked at. */
export interface Ipn {
  transactionId: string;
  userOrderId: string;
  amount: string;
  currency: string;
  status: string;
  refundedAmount: string;
  hash: string;
}

const AMOUNT = /^\d{1,12}(\.\d{1,2})?$/;
const RULES: Record<
  keyof Ipn,
  { pattern: Pick<RegExp, 'test'>; message: string; optional?: true }
> = {
  transactionId: { pattern: /^[\w.:-]{1,100}$/, message: 'must be a transaction id' },
  userOrderId: {
    pattern: { test: (id) => isUUID(id, 'loose') },
    message: 'must be one of our payment ids',
  },
  amount: { pattern: AMOUNT, message: 'must be an amount' },
  currency: { pattern: /^[A-Z]{3}$/, message: 'must be a currency' },
  status: { pattern: /^[A-Za-z_ ]{1,40}$/, message: 'must be a status' },
  refundedAmount: { pattern: AMOUNT, message: 'must be an amount', optional: true },
  hash: { pattern: /^[\w]{1,200}$/, message: 'must be a hash' },
};

/**
 * Reads the body of a notification.
 * @throws DomainError 422 naming every field that is missing, given twice or no such thing.
 */
export function readIpn(body: string): Ipn {
  const fields = new URLSearchParams(body);
  const errors: FieldError[] = [];
  const ipn: Record<string, string> = {};
  for (const [field, { pattern, message, optional }] of Object.entries(RULES)) {
    const values = fields.getAll(field);
    const value = values[0] ?? '';
    if (values.length > 1) errors.push({ field, message: 'must be given once' });
    else if (value === '' && optional) ipn[field] = '';
    else if (value === '') errors.push({ field, message: 'is missing' });
    else if (!isStorableText(value) || !pattern.test(value)) errors.push({ field, message });
    else ipn[field] = field === 'userOrderId' ? value.toLowerCase() : value;
  }
  if (errors.length > 0) throw validationFailed(errors);
  return ipn as unknown as Ipn;
}

/** What is kept: the fields that count, in one order, so that equal notifications are equal texts. */
export function contentOf(ipn: Ipn): string {
  const fields = Object.keys(RULES).map((field) => [field, ipn[field as keyof Ipn]]);
  return new URLSearchParams(fields as [string, string][]).toString();
}
