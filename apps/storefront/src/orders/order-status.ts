import type { OrderDetail, OrderStatus } from '@tandem/ui';
import { orderLooks, reasonText as reasonFor, refundLooks } from '@tandem/ui/orders';

export const STATUSES = orderLooks('shopper');
export const REFUNDS = refundLooks('shopper');
export const reasonText = (reason: string | null): string => reasonFor(reason, 'shopper');

/** An order that may still change by itself. */
export function isOpen(status: OrderStatus): boolean {
  return !['completed', 'failed', 'cancelled', 'refunded'].includes(status);
}

export interface Step {
  text: string;
  at: string | null;
  detail: string;
  state: 'done' | 'now' | 'ahead' | 'bad' | 'back';
}

const STRAIGHT: OrderStatus[] = ['created', 'paid', 'fulfilment_requested', 'completed'];
/** Of a step that is over: an order that is being placed was ordered then. */
const stepText = (status: OrderStatus): string =>
  status === 'created' ? 'Ordered' : (STATUSES[status]?.text ?? status);

/** What happened to an order and, while it is under way, what comes next. */
export function timelineOf(order: Pick<OrderDetail, 'status' | 'history'>): Step[] {
  const past: Step[] = order.history.map(({ status, at, reason }) => ({
    text: stepText(status),
    at,
    detail: reasonText(reason),
    state: 'done',
  }));
  const last = past.at(-1);
  if (last && ['failed', 'cancelled'].includes(order.status)) last.state = 'bad';
  if (last && order.status === 'refunded') last.state = 'back';
  if (!isOpen(order.status)) return past;
  if (last) last.state = 'now';
  const reached = order.status === 'awaiting_payment' ? 'created' : order.status;
  const ahead: Step[] = STRAIGHT.slice(STRAIGHT.indexOf(reached) + 1).map((status) => ({
    text: stepText(status),
    at: null,
    detail: '',
    state: 'ahead',
  }));
  return [...past, ...ahead];
}
