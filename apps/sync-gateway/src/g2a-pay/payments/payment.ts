import type { PaymentStatus, ProviderStatus } from '../client/provider-status.js';

export interface Payment {
  payment_id: string;
  amount_minor: bigint;
  currency: string;
  description: string;
  return_url: string;
  token: string | null;
  redirect_url: string | null;
  status: PaymentStatus;
  transaction_id: string | null;
  refunded_minor: bigint;
  version: number;
  created_at: Date;
  updated_at: Date;
  /** Of the request that began it. */
  traceparent: string | null;
}

/** A payment only goes forward; a refusal or our giving up may be overtaken by a buyer who pays after all. */
const RANK: Record<PaymentStatus, number> = {
  pending: 0,
  rejected: 1,
  cancelled: 1,
  complete: 2,
  partial_refunded: 3,
  refunded: 4,
};

export type Verdict =
  | { kind: 'unchanged' }
  | { kind: 'changed'; status: PaymentStatus; refundedMinor: bigint; transactionId: string }
  /** It is about another payment, or another sum. */
  | { kind: 'mismatch' }
  /** The buyer has paid once more, in a transaction of its own. */
  | { kind: 'paid-twice' };

type Figures = Pick<
  Payment,
  'payment_id' | 'amount_minor' | 'currency' | 'status' | 'transaction_id' | 'refunded_minor'
>;

export const isPaid = (status: PaymentStatus): boolean => RANK[status] >= RANK.complete;

/** What a provider status, however old it is by now, makes of a payment. */
export function decide(payment: Figures, told: ProviderStatus): Verdict {
  const fits =
    told.paymentId === payment.payment_id &&
    told.amountMinor === payment.amount_minor &&
    told.currency === payment.currency;
  if (!fits) return { kind: 'mismatch' };
  const reached = reachedStatus(told);
  const another = payment.transaction_id !== null && payment.transaction_id !== told.transactionId;
  if (another && isPaid(payment.status)) {
    return { kind: isPaid(reached) && reached !== 'refunded' ? 'paid-twice' : 'unchanged' };
  }
  const further = RANK[reached] > RANK[payment.status];
  if (another && !further) return { kind: 'unchanged' };
  const status = further ? reached : payment.status;
  const refundedMinor = largest(payment.refunded_minor, refundedOf(told));
  const changed =
    status !== payment.status ||
    refundedMinor !== payment.refunded_minor ||
    told.transactionId !== payment.transaction_id;
  if (!changed) return { kind: 'unchanged' };
  return { kind: 'changed', status, refundedMinor, transactionId: told.transactionId };
}

/** The figure is more exact than the word beside it. */
function reachedStatus(told: ProviderStatus): PaymentStatus {
  if (!isPaid(told.status)) return told.status;
  const refunded = refundedOf(told);
  if (refunded >= told.amountMinor) return 'refunded';
  return refunded > 0n ? 'partial_refunded' : told.status;
}

function refundedOf({ status, amountMinor, refundedMinor }: ProviderStatus): bigint {
  return status === 'refunded' ? amountMinor : refundedMinor;
}

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
