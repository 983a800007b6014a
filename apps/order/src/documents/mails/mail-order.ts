import type { Database } from '@tandem/persistence';
import type { OrderLine, OrderRow } from '../../orders/order/order.js';
import { readLines, readOrder } from '../../orders/order/order-store.js';

/** An order as a mail tells of it. */
export interface MailOrder {
  order: OrderRow;
  lines: readonly OrderLine[];
  /** The refund the mail is about, or all that has gone back. */
  refundMinor: bigint;
  /** Why that refund was made; a code, or what staff wrote. */
  refundReason?: string;
  /** Keys the mail is about. */
  units: number;
}

/** What is kept of a mail until it is written. */
export interface MailData {
  order_id: string;
  refund_id?: string;
  units?: number;
  refund_minor?: string;
}

/** As it stands when the mail is written. */
export async function readMailOrder(
  database: Database,
  { order_id: orderId, refund_id: refundId, units = 0, refund_minor }: MailData,
): Promise<MailOrder> {
  const order = await readOrder(database, orderId);
  if (!order) throw new Error('a mail about an order that does not exist');
  const lines = await readLines(database, orderId);
  if (refund_minor !== undefined) return { order, lines, refundMinor: BigInt(refund_minor), units };
  if (refundId === undefined) return { order, lines, refundMinor: order.refunded_minor, units };
  const [refund] = await database.query<{ amount_minor: string; reason: string }>(
    `select amount_minor, reason from refunds where id = $1 and order_id = $2`,
    [refundId, orderId],
  );
  if (!refund) throw new Error('a mail about a refund that does not exist');
  const { amount_minor, reason: refundReason } = refund;
  return { order, lines, refundMinor: BigInt(amount_minor), refundReason, units };
}
