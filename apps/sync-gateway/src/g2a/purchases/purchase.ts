import type { PurchaseState } from '@tandem/contracts';
import type { G2aOutcome } from '../client/outcomes.js';

/** An order at G2A that may still cost money, or has: at most one of a purchase. */
export interface G2aOrder {
  id: string;
  product_id: string;
  g2a_order_id: string;
  state: 'created' | 'paying' | 'paid';
  price_minor: bigint;
  pay_sent_at: Date | null;
  /** G2A's own word against the payment, or ours that it was never sent. */
  refusal: string | null;
  refusal_outcome: G2aOutcome | null;
}

/** One key for one unit of a line of an order. */
export interface Purchase {
  id: string;
  order_id: string;
  part_id: number;
  /** Counts the pieces of the line from 1. */
  unit: number;
  /** What the shopper paid for it. */
  paid_minor: bigint;
  currency: string;
  state: PurchaseState;
  /** Why staff are needed, or why the money goes back. */
  reason: string | null;
  bought_at: Date | null;
  /** Grows with every change; who acts on an older one is overtaken. */
  version: number;
  updated_at: Date;
  order: G2aOrder | null;
}

/** Why staff are needed. A code of G2A comes as `g2a_ord110`. */
export type StaffReason =
  /** The part is not linked to a product of G2A. */
  | 'not_linked'
  /** It was paid in a currency of which the shop has no rate. */
  | 'no_rate'
  /** It was free of charge: G2A takes 0 for no limit. */
  | 'no_price'
  /** G2A made an order over another sum or currency than it was asked for. */
  | 'price_mismatch'
  /** G2A was told to pay, gave no answer to build on, and calls the order unpaid. */
  | 'payment_unclear'
  /** Its payment is under way at G2A for hours. */
  | 'payment_pending'
  /** G2A has handed its key out, and the shop does not have it. */
  | 'key_taken'
  /** G2A has not answered for hours. */
  | 'g2a_away'
  | `g2a_${string}`;

/** Why the money of a unit goes back. The orders' own are said where it has gone back already. */
export type RefundReason = 'price_rose' | 'sold_out' | 'staff' | OrderEnd;
export type OrderEnd = 'order_refunded' | 'order_cancelled';

/** G2A's code as a reason. */
export const reasonOf = (code: string): StaffReason =>
  `g2a_${code.toLowerCase().slice(0, 40)}` as const;

/** What a purchase goes on with after staff said "again": where its order at G2A stands. */
export const resumedState = (order: G2aOrder | null): G2aOrder['state'] | 'wanted' =>
  order?.state ?? 'wanted';

export const isOver = (state: PurchaseState): boolean =>
  state === 'delivered' || state === 'refund';

/** What the job of a purchase has to do next. */
export type Step = 'order' | 'pay' | 'watch' | 'nothing';

const STEPS: Record<PurchaseState, Step> = {
  wanted: 'order',
  created: 'pay',
  paying: 'watch',
  paid: 'watch',
  delivered: 'nothing',
  needs_staff: 'nothing',
  refund: 'nothing',
};

export const nextStep = (state: PurchaseState): Step => STEPS[state];

/** What is known after G2A called an order unpaid that it was told to pay. */
export type Unpaid = 'again' | 'staff' | 'unclear' | 'wait';

/** So many orders of a purchase may be refused in a row before staff look at it. */
const MOST_REFUSED = 10;

/**
 * Only G2A's own refusal, or that the call never left, together with its word that the order is unpaid, lets another order be
 * paid. Without a refusal the call may still arrive: that is waited for, and then it is for staff.
 */
export function judgeUnpaid(
  { refusal, refusal_outcome: outcome }: Pick<G2aOrder, 'refusal' | 'refusal_outcome'>,
  facts: { unpaidForMs: number; unclearAfterMs: number; refusedBefore: number },
): Unpaid {
  if (refusal !== null) {
    if (outcome === 'wait' || outcome === 'tell_staff') return 'staff';
    return (facts.refusedBefore + 1) % MOST_REFUSED === 0 ? 'staff' : 'again';
  }
  return facts.unpaidForMs >= facts.unclearAfterMs ? 'unclear' : 'wait';
}

/** A pause that grows with the time that something has been going on for. */
export const pauseOf = (sinceMs: number, leastMs: number, mostMs: number): number =>
  Math.max(leastMs, Math.min(mostMs, Math.round(sinceMs / 2)));
