import { composeMail, nameInLine, type MailBlock, type MailContent } from '@tandem/mail';
import { PROVIDER_NAMES } from '../../money/payment-methods.js';
import type { OrderLine } from '../../orders/order/order.js';
import type { OrderMailKind } from '../../orders/order/order-mails.js';
import { moneyText } from '../money-text.js';
import type { MailOrder } from './mail-order.js';

/** Whom the mail greets, and where the shop is. */
export interface MailFrame {
  name: string | null;
  shopUrl: string;
}

interface Words {
  subject: string;
  preview: string;
  heading: string;
  blocks: MailBlock[];
}

const WRITERS: Record<OrderMailKind, (about: MailOrder) => Words> = {
  order_paid: paid,
  order_handed_over: handedOver,
  order_completed: completed,
  order_cancelled: cancelled,
  order_refunded: refunded,
  order_failed: failed,
  keys_ready: keysReady,
  key_unavailable: keyUnavailable,
};

export function isOrderMailKind(template: string): template is OrderMailKind {
  return Object.hasOwn(WRITERS, template);
}

/** The mail of that kind about an order. */
export function orderMail(kind: OrderMailKind, about: MailOrder, frame: MailFrame): MailContent {
  const { blocks, ...words } = WRITERS[kind](about);
  const url = `${frame.shopUrl}/orders/${about.order.id}`;
  return composeMail({
    ...words,
    name: frame.name,
    blocks: [...blocks, { kind: 'button', label: 'See your order', url }],
    shop: { name: 'Tandem', url: frame.shopUrl },
  });
}

function paid(about: MailOrder): Words {
  const { number } = about.order;
  return {
    subject: `Order ${number} confirmed`,
    preview: `We have received your payment of ${total(about)}.`,
    heading: 'Thank you for your order',
    blocks: [
      text(`We have received your payment for order ${number}. You ordered:`),
      lines(about),
      note('You can download the invoice as a PDF from your order page.'),
    ],
  };
}

function handedOver(about: MailOrder): Words {
  const { number } = about.order;
  const parcel = about.lines.filter(({ kind }) => kind === 'physical');
  const isAll = parcel.length === 0 || parcel.length === about.lines.length;
  return {
    subject: `Order ${number} is on its way`,
    preview: 'We have handed your order over for delivery.',
    heading: 'Your order is on its way',
    blocks: [
      text(
        isAll
          ? `We have handed order ${number} over for delivery. It contains:`
          : `We have handed the parcel of order ${number} over for delivery. Your game keys come by themselves. The parcel contains:`,
      ),
      isAll ? lines(about) : lines({ ...about, lines: parcel }, parcel.reduce(addPrice, 0n)),
      note('This order can no longer be cancelled. We will e-mail you when it is complete.'),
    ],
  };
}

function completed(about: MailOrder): Words {
  const { number } = about.order;
  return {
    subject: `Order ${number} is complete`,
    preview: 'All items have been handed over.',
    heading: 'Your order is complete',
    blocks: [text(`All items of order ${number} have been handed over:`), lines(about)],
  };
}

function cancelled({ order }: MailOrder): Words {
  const { number, reason } = order;
  const sorry = reason === 'stock_lost' ? [text('An item of it is sold out. We are sorry.')] : [];
  const money =
    order.paid_at === null
      ? 'You have not been charged.'
      : `Your payment will be refunded ${to(order.payment_method)}. We will e-mail you when the refund is complete.`;
  return {
    subject: `Order ${number} is cancelled`,
    preview: money,
    heading: 'Your order has been cancelled',
    blocks: [
      text(`Order ${number} has been cancelled. No items will be delivered.`),
      ...sorry,
      text(money),
    ],
  };
}

function refunded({ order, refundMinor, refundReason }: MailOrder): Words {
  const { number, currency } = order;
  const amount = moneyText(refundMinor, currency);
  const blocks = [
    text(`We have refunded ${amount} for order ${number} ${to(order.payment_method)}.`),
  ];
  if (order.reason === 'stock_lost') {
    blocks.push(text('The items sold out before we could reserve them for you. We are sorry.'));
  } else if (refundReason === 'stock_lost') {
    blocks.push(text('An item of your order is sold out. We are sorry.'));
  }
  if (order.refunded_minor < order.total_minor) {
    const sofar = moneyText(order.refunded_minor, currency);
    const all = moneyText(order.total_minor, currency);
    blocks.push(note(`We have now refunded ${sofar} of ${all}.`));
  }
  if (order.payment_method !== 'balance') {
    blocks.push(note('Your bank may take a few days to show the refund.'));
  }
  return {
    subject: `${amount} refunded for order ${number}`,
    preview: `The refund was made ${to(order.payment_method)}.`,
    heading: 'Your refund',
    blocks,
  };
}

const FAILURES: Readonly<Record<string, string>> = {
  payment_rejected: 'Your payment was declined',
  payment_cancelled: 'Your payment was cancelled',
  stock_lost: 'An item is no longer available',
};

function failed({ order }: MailOrder): Words {
  const { number, reason } = order;
  const why = FAILURES[reason ?? ''] ?? 'Your payment did not arrive in time';
  return {
    subject: `Order ${number} was not completed`,
    preview: `${why}.`,
    heading: why,
    blocks: [
      text(
        `Order ${number} was not completed. You have not been charged. The items are back in your cart.`,
      ),
      ...(reason === 'stock_lost'
        ? [text('Your cart shows which item is sold out. We are sorry.')]
        : []),
      note('If your payment still arrives, we will refund it automatically.'),
    ],
  };
}

function keysReady({ order: { number }, units }: MailOrder): Words {
  const isOne = units === 1;
  const ready = isOne ? 'Your game key is ready' : 'Your game keys are ready';
  return {
    subject: `${isOne ? 'Game key' : `${units} game keys`} of order ${number} ready`,
    preview: `${ready}. Open your order to see ${isOne ? 'it' : 'them'}.`,
    heading: ready,
    blocks: [
      text(
        isOne
          ? `A game key of order ${number} is ready. Open your order to see it.`
          : `${units} game keys of order ${number} are ready. Open your order to see them.`,
      ),
      note('We never send a key by e-mail. You see it on your order page when you are signed in.'),
    ],
  };
}

function keyUnavailable({ order, refundMinor, units }: MailOrder): Words {
  const { number, currency } = order;
  const amount = moneyText(refundMinor, currency);
  const what = units === 1 ? 'a game' : `${units} games`;
  const isFree = refundMinor === 0n;
  const refundedText = `We have refunded ${amount} ${to(order.payment_method)}`;
  const blocks = [
    text(`We could not get ${what} of order ${number}. We are sorry.`),
    text(isFree ? 'You have not been charged.' : `${refundedText}.`),
  ];
  if (!isFree && order.payment_method !== 'balance') {
    blocks.push(note('Your bank may take a few days to show the refund.'));
  }
  return {
    subject: `We could not get ${what} of order ${number}`,
    preview: isFree ? 'You have not been charged.' : `${refundedText}.`,
    heading: `We could not get ${what}`,
    blocks,
  };
}

function text(words: string): MailBlock {
  return { kind: 'text', text: words };
}

function note(words: string): MailBlock {
  return { kind: 'note', text: words };
}

const priceOf = (line: OrderLine): bigint => line.unit_price_minor * BigInt(line.quantity);
const addPrice = (sum: bigint, line: OrderLine): bigint => sum + priceOf(line);

function lines(
  { order: { currency, total_minor }, lines }: MailOrder,
  total = total_minor,
): MailBlock {
  const money = (minor: bigint) => moneyText(minor, currency);
  return {
    kind: 'lines',
    rows: lines.map((line) => ({
      label: nameInLine(line.part_name),
      detail: `${line.quantity} × ${money(line.unit_price_minor)}`,
      amount: money(priceOf(line)),
    })),
    total: { label: 'Total', amount: money(total) },
  };
}

function total({ order }: MailOrder): string {
  return moneyText(order.total_minor, order.currency);
}

function to(paymentMethod: string): string {
  return paymentMethod === 'balance'
    ? 'to your balance'
    : `through ${PROVIDER_NAMES[paymentMethod]}`;
}
