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

/** How a payment stands at the one who takes the money. */
export interface PaymentTruth {
  /** `paid` also when some of it has gone back since. */
  status: 'pending' | 'paid' | 'failed' | 'cancelled';
  /** The provider's own number of it. */
  reference: string | null;
  amountMinor: bigint;
  refundedMinor: bigint;
  currency: string;
  /** Only grows; an older one never overwrites a newer one. */
  version: number;
}

/** What the provider's news mean for a payment. */
export type Judgement =
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
export function judge(
  payment: Pick<Payment, 'status' | 'amount_minor' | 'currency' | 'provider_version'>,
  truth: PaymentTruth,
): Judgement {
  if (truth.amountMinor !== payment.amount_minor || truth.currency !== payment.currency) {
    return 'refuse';
  }
  if (truth.version <= payment.provider_version) return 'stale';
  if (truth.status === 'paid') return payment.status === 'settled' ? 'note' : 'settle';
  if (payment.status !== 'pending') return 'note';
  if (truth.status === 'failed') return 'fail';
  return truth.status === 'cancelled' ? 'cancel' : 'note';
}

const BASIS = 10_000n;

/** A share of an amount, rounded half up. */
export function shareOf(amountMinor: bigint, basisPoints: number): bigint {
  return (amountMinor * BigInt(basisPoints) + BASIS / 2n) / BASIS;
}
