import { PACE, backoffMs } from '@tandem/kernel';
import type { OrderRow } from '../order/order.js';

/** Nobody waits for what is left to do about an order that is decided. */
const DECIDED = { firstMs: 50, longestMs: 30_000 };

/**
 * How long an order waits after a step without an answer. A shopper waits for one that is not decided: it is tried as soon as
 * whoever was away may be back, however long that took, and never later than it is to be given up.
 */
export function msToNextTry(
  { status, attempts, give_up_at }: Pick<OrderRow, 'status' | 'attempts' | 'give_up_at'>,
  now = Date.now(),
): number {
  if (status !== 'created') return backoffMs(attempts + 1, DECIDED);
  const ms = backoffMs(attempts + 1, PACE.outage);
  const leftMs = give_up_at.getTime() - now;
  return leftMs > 0 ? Math.min(ms, leftMs) : ms;
}
