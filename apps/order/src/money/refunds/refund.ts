import { backoffMs } from '@tandem/kernel';
import type { Pieces } from '../../clients/inventory-client.js';

type RefundStatus = 'requested' | 'settled' | 'failed';

/** A row of `refunds`. */
export interface Refund {
  id: string;
  order_id: string;
  user_id: string;
  /** Null: it was paid from the balance. */
  payment_id: string | null;
  payment_method: string;
  currency: string;
  amount_minor: bigint;
  status: RefundStatus;
  reason: string;
  restock: Pieces[];
  restocked_at: Date | null;
  due_at: Date | null;
  attempts: number;
  last_error: string | null;
  requested_by: string | null;
  request: RefundWish;
  created_at: Date;
}

/** What was asked for, to know a repeated call from one that reuses the key for something else. */
export interface RefundWish {
  /** Null: all that is left. */
  amount: string | null;
  reason: string;
  restock: Pieces[];
}

export function sameWish(a: RefundWish, b: RefundWish): boolean {
  const told = ({ amount, reason, restock }: RefundWish) =>
    JSON.stringify([amount, reason, restock.map(({ part_id, quantity }) => [part_id, quantity])]);
  return told(a) === told(b);
}

/** One line a part, in part-id order, so that the same wish always looks the same. */
export function mergePieces(lines: readonly Pieces[]): Pieces[] {
  const byPart = new Map<number, number>();
  for (const { part_id, quantity } of lines) {
    byPart.set(part_id, (byPart.get(part_id) ?? 0) + quantity);
  }
  return [...byPart]
    .map(([part_id, quantity]) => ({ part_id, quantity }))
    .sort((a, b) => a.part_id - b.part_id);
}

/**
 * The lines that can't go back on the shelf: never ordered, or more than was ordered and has not come back before.
 * Answers the index of each line.
 */
export function tooManyBack(
  wanted: readonly Pieces[],
  ordered: readonly Pieces[],
  returned: readonly Pieces[],
): number[] {
  const left = new Map(ordered.map(({ part_id, quantity }) => [part_id, quantity]));
  for (const { part_id, quantity } of returned) {
    left.set(part_id, (left.get(part_id) ?? 0) - quantity);
  }
  return wanted.flatMap(({ part_id, quantity }, index) => {
    const rest = (left.get(part_id) ?? 0) - quantity;
    left.set(part_id, rest);
    return rest < 0 ? [index] : [];
  });
}

const LONGEST_PAUSE_MS = 600_000;

/** When a try that came to nothing is made again; null when staff must look at it. */
export function nextTry(
  attempts: number,
  limits: { refundRetryMs: number; refundAttempts: number },
): number | null {
  if (attempts >= limits.refundAttempts) return null;
  return backoffMs(attempts, { firstMs: limits.refundRetryMs, longestMs: LONGEST_PAUSE_MS });
}
