/**
 * requested: not sent yet. sending: somebody is at it, and with `refunded_before_minor` it may have reached G2A.
 * accepted: G2A said yes, and does not show it yet. settled and failed are the ends.
 */
type RefundStatus = 'requested' | 'sending' | 'accepted' | 'settled' | 'failed';

export interface Refund {
  refund_id: string;
  payment_id: string;
  amount_minor: bigint;
  status: RefundStatus;
  /** What G2A said was refunded just before this refund was sent. */
  refunded_before_minor: bigint | null;
  announced_at: Date | null;
  /** Counts who took it on; a worker that comes back too late has an older number. */
  attempts: number;
  /** Before that nobody takes it on. */
  next_attempt_at: Date;
  failure: string | null;
  /** Of the request for it. */
  traceparent: string | null;
}

/**
 * Whether G2A's figure shows that this refund was carried out. It can tell because one refund of a payment is under
 * way at a time; somebody refunding the same sum by hand in G2A's panel meanwhile would be taken for it.
 */
export function isCarriedOut(
  refund: Pick<Refund, 'amount_minor' | 'refunded_before_minor'>,
  refundedMinor: bigint,
): boolean {
  const { refunded_before_minor: before } = refund;
  return before !== null && refundedMinor >= before + refund.amount_minor;
}

export const isOver = ({ status }: Pick<Refund, 'status'>): boolean =>
  status === 'settled' || status === 'failed';
