import { fromMinor, toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { outstanding } from '../orders/refund-draft';
import type { RefundWish, StaffOrderDetail } from '../orders/types';

/** The code by which shoppers are told that an item is sold out. */
export const STOCK_LOST = 'stock_lost';

/** What ends an order, or the one line of it, whose units do not exist. */
export type WayOut =
  | { kind: 'cancel'; amount: Money }
  | { kind: 'refund'; amount: Money; body: RefundWish }
  | { kind: 'nothing' };

/**
 * An order of nothing else is cancelled while that is possible. Of any other the line is refunded; its units are returned to
 * stock, because they were sold and never existed. `nothing`: it was dealt with before.
 */
export function wayOut(
  order: Pick<
    StaffOrderDetail,
    'items' | 'refunds' | 'refundable' | 'total' | 'can_cancel' | 'paid_at'
  >,
  { part_id, quantity }: { part_id: number; quantity: number },
): WayOut {
  const line = order.items.find((item) => item.part_id === part_id);
  const left = outstanding(order).find((item) => item.part_id === part_id)?.quantity ?? 0;
  const pieces = Math.min(quantity, left);
  if (!line || pieces === 0 || order.paid_at === null) return { kind: 'nothing' };
  const isAll = order.items.length === 1 && pieces === line.quantity;
  if (isAll && order.can_cancel) return { kind: 'cancel', amount: order.refundable };
  const price = toMinor(line.unit_price) * BigInt(pieces);
  const most = toMinor(order.refundable);
  const minor = price < most ? price : most;
  if (minor === 0n) return { kind: 'nothing' };
  const amount = fromMinor(minor, order.total.currency);
  const restock = [{ part_id, quantity: pieces }];
  return { kind: 'refund', amount, body: { amount, reason: STOCK_LOST, restock } };
}
