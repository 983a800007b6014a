import type { KeyOrder } from '@tandem/ui';
import { codeText, type Look } from '@tandem/ui/orders';

export type KeyOrderState = KeyOrder['state'];

/** How each state of a purchase is shown. */
export const KEY_ORDERS: Readonly<Record<KeyOrderState, Look>> = {
  needs_staff: { text: 'Needs you', color: 'warning' },
  wanted: { text: 'To be bought', color: 'info' },
  created: { text: 'Ordered at G2A', color: 'info' },
  paying: { text: 'Being paid', color: 'info' },
  paid: { text: 'Paid at G2A', color: 'primary' },
  delivered: { text: 'Delivered', color: 'success' },
  refund: { text: 'Refunded', color: 'secondary' },
};

export const REASONS: Readonly<Record<string, string>> = {
  not_linked: 'The game is not linked to a product of G2A.',
  no_rate: 'The shop has no exchange rate for the currency of the order.',
  no_price: 'The game was free of charge. G2A sells nothing without a price.',
  price_mismatch: 'G2A asked for another sum than agreed.',
  payment_unclear: 'G2A was told to pay and does not say whether it did.',
  payment_pending: 'The payment at G2A has been under way for hours.',
  key_taken: 'G2A has handed the key out, but the shop does not have it.',
  g2a_away: 'G2A has not answered for hours.',
  price_rose: 'The game costs more at G2A than the customer paid.',
  sold_out: 'G2A has none left.',
  staff: 'Staff gave up on this key.',
  order_refunded: 'The order was refunded.',
  order_cancelled: 'The order was cancelled.',
};

/** Why a purchase stands where it does; a code that this page does not know yet is shown as words. */
export function keyReason(reason: string | null): string {
  if (reason === null) return '';
  const [, code] = /^g2a_(.+)$/.exec(REASONS[reason] ? '' : reason) ?? [];
  return REASONS[reason] ?? (code ? `G2A answered ${code.toUpperCase()}.` : codeText(reason));
}

export type KeyAction = 'retry' | 'replace' | 'refund' | 'upload';

/** What staff can do about a purchase where it stands; the service has the last word. */
export function keyActions(state: KeyOrderState): readonly KeyAction[] {
  switch (state) {
    case 'needs_staff':
      return ['retry', 'upload', 'replace', 'refund'];
    case 'delivered':
      return ['replace', 'upload'];
    case 'wanted':
    case 'created':
      return ['refund'];
    default:
      return [];
  }
}

interface ActionWords {
  button: string;
  title: string;
  text: string;
  done: string;
}

export const KEY_ACTIONS: Readonly<Record<KeyAction, ActionWords>> = {
  retry: {
    button: 'Try again',
    title: 'Try again?',
    text: 'The shop goes on where it stopped. Nothing that may be paid is paid again.',
    done: 'The shop tries again',
  },
  replace: {
    button: 'Buy another',
    title: 'Buy another key?',
    text: 'The shop buys a new key. What was paid for the one before is lost. The customer sees the new key when it is there.',
    done: 'Another key is being bought',
  },
  refund: {
    button: 'Refund',
    title: 'Give up on this key?',
    text: 'The customer gets the price of this key back and no key. This cannot be undone.',
    done: 'The customer gets the money back',
  },
  upload: {
    button: 'Enter a key',
    title: 'Enter a key by hand',
    text: 'The customer sees this key at once. Nobody else can read it afterwards.',
    done: 'The customer has the key',
  },
};
