import type { ProviderStatus } from '../providers/payment-provider.js';

export type PaymentStatus = 'pending' | 'settled' | 'failed' | 'cancelled';
export type PaymentPurpose = 'order' | 'top_up';

/** A row of `payments`. */
export interface Payment {
  id: string;
  purpose: PaymentPurpose;
  user_id: string;
  order_id: string | null;
  provider: string;
  currency: string;
  amount_minor: bigint;
  description: string;
  status: PaymentStatus;
  provider_reference: string | null;
  provider_version: number;
  redirect_url: string | null;
  expires_at: Date;
  idempotency_key: string | null;
  created_at: Date;
}

/** What the provider's news mean for a payment. */
export type Decision =
  /** The money has come. */
  | 'settle'
  /** It will not come. */
  | 'fail'
  | 'cancel'
  /** Nothing changes; the news are remembered. */
  | 'note'
  /** Known already, or older than what is known. */
  | 'stale'
  /** It tells of another amount than ours: not believed. */
  | 'refuse';

/**
 * Money that has come settles a payment whatever we thought of it before: one given up gets its money late, but gets it.
 * Nothing undoes a settled one.
 */
export function decide(
  payment: Pick<Payment, 'status' | 'amount_minor' | 'currency' | 'provider_version'>,
  told: ProviderStatus,
): Decision {
  if (told.amountMinor !== payment.amount_minor || told.currency !== payment.currency) {
    return 'refuse';
  }
  if (told.version <= payment.provider_version) return 'stale';
  if (told.status === 'paid') return payment.status === 'settled' ? 'note' : 'settle';
  if (payment.status !== 'pending') return 'note';
  if (told.status === 'failed') return 'fail';
  return told.status === 'cancelled' ? 'cancel' : 'note';
}
