export const PAYMENT_STATUSES = [
  'pending',
  'rejected',
  'cancelled',
  'complete',
  'partial_refunded',
  'refunded',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

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
  updated_at: Date;
}

/** What G2A PAY's REST side says of a transaction, in our words. */
export interface Truth {
  transactionId: string;
  paymentId: string;
  amountMinor: bigint;
  currency: string;
  status: PaymentStatus;
  refundedMinor: bigint;
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

/** What a truth, however old it is by now, makes of a payment. */
export function judge(payment: Figures, truth: Truth): Verdict {
  const fits =
    truth.paymentId === payment.payment_id &&
    truth.amountMinor === payment.amount_minor &&
    truth.currency === payment.currency;
  if (!fits) return { kind: 'mismatch' };
  const reached = reachedStatus(truth);
  const another = payment.transaction_id !== null && payment.transaction_id !== truth.transactionId;
  if (another && isPaid(payment.status)) {
    return { kind: isPaid(reached) && reached !== 'refunded' ? 'paid-twice' : 'unchanged' };
  }
  const further = RANK[reached] > RANK[payment.status];
  if (another && !further) return { kind: 'unchanged' };
  const status = further ? reached : payment.status;
  const refundedMinor = largest(payment.refunded_minor, refundedOf(truth));
  const changed =
    status !== payment.status ||
    refundedMinor !== payment.refunded_minor ||
    truth.transactionId !== payment.transaction_id;
  if (!changed) return { kind: 'unchanged' };
  return { kind: 'changed', status, refundedMinor, transactionId: truth.transactionId };
}

/** The figure is more exact than the word beside it. */
function reachedStatus(truth: Truth): PaymentStatus {
  if (!isPaid(truth.status)) return truth.status;
  const refunded = refundedOf(truth);
  if (refunded >= truth.amountMinor) return 'refunded';
  return refunded > 0n ? 'partial_refunded' : truth.status;
}

function refundedOf({ status, amountMinor, refundedMinor }: Truth): bigint {
  return status === 'refunded' ? amountMinor : refundedMinor;
}

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
