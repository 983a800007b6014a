import { fromMinor, toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { readAmount } from '@tandem/ui/amount';
import type { Pieces, RefundWish, StaffOrderDetail } from './types';

type RefundMode = 'rest' | 'amount' | 'lines';

/** What the refund dialog edits. */
export interface RefundDraft {
  mode: RefundMode;
  amount: string;
  /** By part: refunded pieces in `lines`, pieces that come back in `amount`. */
  pieces: Record<number, number>;
  restock: boolean;
  reason: string;
}

type Refundable = Pick<StaffOrderDetail, 'items' | 'refunds' | 'refundable' | 'total'>;

export const emptyDraft = (order: Refundable): RefundDraft => ({
  mode: 'rest',
  amount: '',
  pieces: Object.fromEntries(order.items.map(({ part_id }) => [part_id, 0])),
  restock: false,
  reason: '',
});

/** How many pieces of each part have not come back yet. */
export function outstanding({ items, refunds }: Refundable): Pieces[] {
  const back = new Map<number, number>();
  for (const { part_id, quantity } of refunds.flatMap(({ restock }) => restock)) {
    back.set(part_id, (back.get(part_id) ?? 0) + quantity);
  }
  return items.map(({ part_id, quantity }) => ({
    part_id,
    quantity: Math.max(0, quantity - (back.get(part_id) ?? 0)),
  }));
}

/** The amount the draft stands for; null while nothing usable is typed. */
export function amountOf(draft: RefundDraft, order: Refundable): Money | null {
  if (draft.mode === 'rest') return order.refundable;
  if (draft.mode === 'amount') {
    const { currency } = order.total;
    const typed = draft.amount.trim();
    // What is no amount is left to the server to judge.
    return typed ? { amount: readAmount(typed, { currency }).amount ?? typed, currency } : null;
  }
  const minor = order.items.reduce(
    (sum, { part_id, unit_price }) =>
      sum + toMinor(unit_price) * BigInt(draft.pieces[part_id] ?? 0),
    0n,
  );
  return minor > 0n ? fromMinor(minor, order.total.currency) : null;
}

function restockOf(draft: RefundDraft, order: Refundable): Pieces[] {
  if (!draft.restock) return [];
  const all = outstanding(order);
  const wanted =
    draft.mode === 'rest'
      ? all
      : all.map(({ part_id }) => ({ part_id, quantity: draft.pieces[part_id] ?? 0 }));
  return wanted.filter(({ quantity }) => quantity > 0);
}

/** What is sent. "All that is left" names no amount: what is left may have changed meanwhile. */
export function bodyOf(draft: RefundDraft, order: Refundable): RefundWish {
  const amount = draft.mode === 'rest' ? null : amountOf(draft, order);
  const restock = restockOf(draft, order);
  return {
    ...(amount ? { amount } : {}),
    reason: draft.reason.trim(),
    ...(restock.length ? { restock } : {}),
  };
}
