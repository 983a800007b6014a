import type { InboxNotification } from '@tandem/ui';
import type { Look } from '../background/wording';

export type Source = InboxNotification['source'];
export type State = InboxNotification['state'];

export const SOURCES: Readonly<Record<Source, Look>> = {
  'g2a.ipn': { text: 'G2A PAY' },
  'g2a.orders': { text: 'G2A orders' },
};

export const STATES: Readonly<Record<State, Look>> = {
  received: { text: 'Waiting', color: 'info' },
  applied: { text: 'Applied', color: 'success' },
  refused: { text: 'Refused', color: 'error' },
  given_up: { text: 'Given up', color: 'warning' },
};

const EVENTS: Readonly<Record<string, string>> = {
  payment: 'Payment changed',
  'order.status_changed': 'Order status changed',
};

export const eventText = (type: string): string => EVENTS[type] ?? type;

const ERRORS: Readonly<Record<string, string>> = {
  order_unknown: 'The shop knows of no such order at G2A yet.',
  payment_unknown: 'The shop knows of no such payment yet.',
  g2a_pay_away: 'G2A PAY did not answer.',
  hash: 'The signature does not fit the payment.',
  amount: 'The amount is not the one of the payment.',
  currency: 'The currency is not the one of the payment.',
};

/** Why a notification waits or ended so; null when nothing went wrong. */
export function errorText(code: string | null): string | null {
  if (code === null) return null;
  const refused = /^refused_(.+)$/.exec(code)?.[1];
  return ERRORS[code] ?? (refused ? `G2A PAY refused the question with ${refused}.` : code);
}
