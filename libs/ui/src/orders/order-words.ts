import type { Order, OrderDetail, OrderStatus, Transaction } from '../api/types';

/** Who reads it: shoppers are told of their own order, staff of everybody's. */
export type Audience = 'shopper' | 'staff';

/** Two texts where the audiences are told different things, one where they are told the same. */
type Words = string | Readonly<Record<Audience, string>>;

/** How a state is shown. */
export interface Look {
  text: string;
  color: 'info' | 'primary' | 'warning' | 'success' | 'error' | 'secondary';
}

const STATUSES: Readonly<Record<OrderStatus, { words: Words; color: Look['color'] }>> = {
  created: { words: { shopper: 'Being placed', staff: 'Created' }, color: 'info' },
  awaiting_payment: {
    words: { shopper: 'Waiting for payment', staff: 'Awaiting payment' },
    color: 'warning',
  },
  paid: { words: 'Paid', color: 'primary' },
  fulfilment_requested: { words: { shopper: 'On its way', staff: 'Handed over' }, color: 'info' },
  completed: { words: 'Completed', color: 'success' },
  failed: { words: 'Failed', color: 'error' },
  cancelled: { words: 'Cancelled', color: 'secondary' },
  refunded: { words: 'Refunded', color: 'secondary' },
};

type RefundStatus = OrderDetail['refunds'][number]['status'];

const REFUNDS: Readonly<Record<RefundStatus, { words: Words; color: Look['color'] }>> = {
  requested: { words: 'On its way', color: 'info' },
  settled: { words: 'Paid back', color: 'success' },
  failed: {
    words: { shopper: 'Failed. We are looking into it.', staff: 'Failed' },
    color: 'error',
  },
};

/** Why an order or a refund is as it is, to follow a "because". */
const REASONS: Readonly<Record<string, Words>> = {
  insufficient_stock: { shopper: 'an item is sold out', staff: 'there was not enough stock' },
  insufficient_funds: {
    shopper: 'your balance was too low',
    staff: 'the wallet balance was too low',
  },
  payment_unavailable: 'the payment service could not be reached',
  payment_rejected: 'the payment was refused',
  payment_cancelled: 'the payment was cancelled',
  payment_timeout: { shopper: 'the order was not paid in time', staff: 'nobody paid in time' },
  paid_too_late: {
    shopper: 'the payment arrived too late. You get your money back.',
    staff: 'the payment arrived after the order had ended',
  },
  too_late: 'the order had ended already',
  inventory_unavailable: {
    shopper: 'the warehouse could not be reached',
    staff: 'inventory could not be reached',
  },
  reservation_over: { shopper: 'the reservation expired', staff: 'the reservation had expired' },
  reservation_refused: {
    shopper: 'the items could not be reserved',
    staff: 'inventory refused to reserve the stock',
  },
  stock_lost: {
    shopper: 'an item is sold out',
    staff: 'the stock was gone before it could be sold',
  },
  cancelled_by_shopper: { shopper: 'you cancelled the order', staff: 'the customer cancelled it' },
  cancelled: 'the order was cancelled',
  key_unavailable: { shopper: 'we could not get a game', staff: 'a game key could not be bought' },
};

const METHODS: Readonly<Record<string, string>> = {
  balance: 'Wallet',
  g2a_pay: 'G2A PAY',
  test: 'Test money',
};

/** What moved money, the same for both audiences. */
export const TRANSACTION_TYPES: Readonly<Record<Transaction['type'], string>> = {
  purchase: 'Purchase',
  top_up: 'Top-up',
  refund: 'Refund',
  fee: 'Fee',
};

const said = (words: Words, to: Audience): string =>
  typeof words === 'string' ? words : words[to];

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function looksFor<K extends string>(
  table: Readonly<Record<K, { words: Words; color: Look['color'] }>>,
  to: Audience,
): Readonly<Record<K, Look>> {
  const looks = Object.entries(table) as [K, { words: Words; color: Look['color'] }][];
  return Object.fromEntries(
    looks.map(([state, { words, color }]) => [state, { text: said(words, to), color }]),
  ) as Record<K, Look>;
}

/** How each status of an order is shown to this audience. */
export const orderLooks = (to: Audience) => looksFor(STATUSES, to);

/** How each state of a refund is shown to this audience. */
export const refundLooks = (to: Audience) => looksFor(REFUNDS, to);

/** How an order was paid. A method that this page does not know yet keeps its code. */
export const methodText = (method: Order['payment_method'] | (string & {})): string =>
  METHODS[method] ?? method;

/** A code as words: `await_payment` reads as "await payment"; whole sentences stay as they are. */
export const codeText = (text: string): string =>
  /^[a-z0-9]+(_[a-z0-9]+)*$/.test(text) ? text.replaceAll('_', ' ') : text;

/** A reason in words: a sentence to shoppers, a clause to staff. What a person wrote stays as it is. */
export function reasonText(reason: string | null, to: Audience): string {
  const known = REASONS[reason ?? ''];
  if (!known) return codeText(reason ?? '');
  return to === 'shopper' ? capital(said(known, to)) : said(known, to);
}
