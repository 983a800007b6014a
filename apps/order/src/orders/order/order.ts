import { ORDER_MOVES, type OrderStatus } from '@tandem/contracts';
import type { PaymentMethod } from '../../money/payment-methods.js';

/** What the saga of an order does next. */
export type SagaStep = 'reserve' | 'pay' | 'await_payment' | 'commit' | 'release';

export const STEP_OUTCOMES = ['done', 'refused', 'retry', 'compensated'] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

/** A row of `orders` as the driver returns it. */
export interface OrderRow {
  id: string;
  number: number;
  user_id: string;
  idempotency_key: string;
  /** Everything that was asked for with the key; null for orders from before it was kept. */
  asked: string | null;
  payment_method: PaymentMethod;
  status: OrderStatus;
  reason: string | null;
  version: number;
  currency: string;
  total_minor: bigint;
  /** Has gone back. */
  refunded_minor: bigint;
  /** Has gone back or is about to. */
  refund_requested_minor: bigint;
  next_step: SagaStep | null;
  due_at: Date | null;
  attempts: number;
  give_up_at: Date;
  failure: Record<string, unknown> | null;
  correlation_id: string | null;
  created_at: Date;
  updated_at: Date;
  paid_at: Date | null;
  /** Of the physical lines; an order of games alone has no parcel. */
  parcel_handed_over_at: Date | null;
}

export interface OrderLine {
  part_id: number;
  kind: 'physical' | 'game';
  sku: string;
  part_name: string;
  quantity: number;
  unit_price_minor: bigint;
}

export function moveIsLegal(from: OrderStatus, to: OrderStatus): boolean {
  const moves: readonly OrderStatus[] = ORDER_MOVES[from];
  return moves.includes(to);
}

/** Whether the order may still be called off: nothing has been handed over. */
export function canCancel(status: OrderStatus): boolean {
  return moveIsLegal(status, 'cancelled');
}
