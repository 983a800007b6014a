import type { MailQueue } from '@tandem/mail';
import type { Tx } from '@tandem/persistence';

/** The mails an order is told of by. */
export type OrderMailKind =
  | 'order_paid'
  | 'order_handed_over'
  | 'order_completed'
  | 'order_cancelled'
  | 'order_refunded'
  | 'order_failed'
  | 'keys_ready'
  | 'key_unavailable';

export interface OrderMailSubject {
  orderId: string;
  userId: string;
  /** Of `order_refunded`: which refund. Without one the mail tells of all that was refunded, once an order. */
  refundId?: string;
  /** Of mails about keys: which ones it tells of, by the first of them; how many; what has gone back for them. */
  batch?: { id: string; units: number; refundMinor: bigint };
}

/**
 * Queues one mail in the transaction of the change it tells of; the same change tells once. Only ids are stored: the
 * mail is written when it is sent, and costs the change two statements that travel with its COMMIT.
 */
export async function enqueueOrderMail(
  tx: Tx,
  mails: MailQueue,
  kind: OrderMailKind,
  { orderId, userId, refundId, batch }: OrderMailSubject,
): Promise<void> {
  const about = (kind === 'order_refunded' ? refundId : batch?.id) ?? orderId;
  await mails.add(tx, {
    dedupeKey: `${kind}:${about}`,
    template: kind,
    userId,
    data: {
      order_id: orderId,
      ...(refundId ? { refund_id: refundId } : {}),
      ...(batch ? { units: batch.units, refund_minor: batch.refundMinor.toString() } : {}),
    },
  });
}
