import type { PaymentMethod } from '../../money/payment-methods.js';

export const ORDER_STATUSES = [
  'created',
  'awaiting_payment',
  'paid',
  'fulfilment_requested',
  'completed',
  'failed',
  'cancelled',
  'refunded',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

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
}

export interface OrderLine {
  part_id: number;
  kind: 'physical' | 'game';
  sku: string;
  part_name: string;
  quantity: number;
  unit_price_minor: bigint;
}

const MOVES: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  created: ['awaiting_payment', 'paid', 'failed', 'cancelled'],
  awaiting_payment: ['paid', 'failed', 'cancelled'],
  paid: ['fulfilment_requested', 'cancelled', 'refunded'],
  fulfilment_requested: ['completed', 'refunded'],
  completed: ['refunded'],
  failed: [],
  cancelled: [],
  refunded: [],
};

/** The same table as `order_move_is_legal` in the database, which has the last word. */
export function moveIsLegal(from: OrderStatus, to: OrderStatus): boolean {
  return MOVES[from].includes(to);
}

/** Whether the order may still be called off: nothing has been handed over. */
export function canCancel(status: OrderStatus): boolean {
  return moveIsLegal(status, 'cancelled');
}
