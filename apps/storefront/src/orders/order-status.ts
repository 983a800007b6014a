import type { OrderDetail, OrderStatus } from '@tandem/ui';

interface Look {
  text: string;
  color: 'info' | 'warning' | 'success' | 'error' | 'secondary';
}

const LOOKS: Record<OrderStatus, Look> = {
  created: { text: 'Being placed', color: 'info' },
  awaiting_payment: { text: 'Waiting for payment', color: 'warning' },
  paid: { text: 'Paid', color: 'info' },
  fulfilment_requested: { text: 'On its way', color: 'info' },
  completed: { text: 'Completed', color: 'success' },
  failed: { text: 'Failed', color: 'error' },
  cancelled: { text: 'Cancelled', color: 'secondary' },
  refunded: { text: 'Refunded', color: 'secondary' },
};

export const STATUSES = Object.entries(LOOKS).map(([value, { text }]) => ({
  value: value as OrderStatus,
  title: text,
}));

export function lookOf(status: string): Look {
  return LOOKS[status as OrderStatus] ?? { text: status, color: 'secondary' };
}

const REASONS: Record<string, string> = {
  insufficient_stock: 'An item is sold out',
  insufficient_funds: 'Your balance was too low',
  stock_lost: 'An item is sold out',
  reservation_over: 'The reservation expired',
  reservation_refused: 'The items could not be reserved',
  inventory_unavailable: 'The warehouse could not be reached',
  payment_unavailable: 'The payment service could not be reached',
  payment_timeout: 'The order was not paid in time',
  payment_rejected: 'The payment was refused',
  payment_cancelled: 'The payment was cancelled',
  paid_too_late: 'The payment arrived too late. You get your money back.',
  cancelled_by_shopper: 'You cancelled the order',
  cancelled: 'The order was cancelled',
};

/** A reason in words: codes of ours are translated, what a person wrote stays as it is. */
export function reasonText(reason: string | null): string {
  if (!reason) return '';
  return (
    REASONS[reason] ??
    (/^[a-z0-9]+(_[a-z0-9]+)+$/.test(reason) ? reason.replaceAll('_', ' ') : reason)
  );
}

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
const STEP_TEXT: Record<OrderStatus, string> = {
  created: 'Ordered',
  awaiting_payment: 'Waiting for payment',
  paid: 'Paid',
  fulfilment_requested: 'On its way',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
};

/** What happened to an order and, while it is under way, what comes next. */
export function timelineOf(order: Pick<OrderDetail, 'status' | 'history'>): Step[] {
  const past: Step[] = order.history.map(({ status, at, reason }) => ({
    text: STEP_TEXT[status] ?? status,
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
    text: STEP_TEXT[status],
    at: null,
    detail: '',
    state: 'ahead',
  }));
  return [...past, ...ahead];
}
