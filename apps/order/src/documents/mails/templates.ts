import { composeMail, nameInLine, type MailBlock, type MailContent } from '@tandem/mail';
import { PROVIDER_NAMES } from '../../money/payment-methods.js';
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
    preview: `We have your payment of ${total(about)}.`,
    heading: 'Thank you for your order',
    blocks: [
      text(`We have your payment for order ${number}. This is what you ordered:`),
      lines(about),
      note('The invoice is on the page of your order, as a PDF.'),
    ],
  };
}

function handedOver(about: MailOrder): Words {
  const { number } = about.order;
  return {
    subject: `Order ${number} is on its way`,
    preview: 'It has been handed over for delivery.',
    heading: 'Your order is on its way',
    blocks: [
      text(`We have handed order ${number} over for delivery. This is on its way to you:`),
      lines(about),
      note('It can’t be cancelled any more. We write again when it is complete.'),
    ],
  };
}

function completed(about: MailOrder): Words {
  const { number } = about.order;
  return {
    subject: `Order ${number} is complete`,
    preview: 'Everything of it has been handed over.',
    heading: 'Your order is complete',
    blocks: [text(`Everything of order ${number} has been handed over:`), lines(about)],
  };
}

function cancelled({ order }: MailOrder): Words {
  const { number } = order;
  const money =
    order.paid_at === null
      ? 'You have not been charged.'
      : `What you paid goes back ${to(order.payment_method)}. We write again when it has.`;
  return {
    subject: `Order ${number} is cancelled`,
    preview: money,
    heading: 'Your order is cancelled',
    blocks: [
      text(`Order ${number} was called off; nothing of it will be handed over.`),
      text(money),
    ],
  };
}

function refunded({ order, refundMinor }: MailOrder): Words {
  const { number, currency } = order;
  const amount = moneyText(refundMinor, currency);
  const blocks = [text(`${amount} of order ${number} went back ${to(order.payment_method)}.`)];
  if (order.reason === 'stock_lost') {
    blocks.push(
      text('What you ordered was gone before we could set it aside for you. We are sorry.'),
    );
  }
  if (order.refunded_minor < order.total_minor) {
    const sofar = moneyText(order.refunded_minor, currency);
    const all = moneyText(order.total_minor, currency);
    blocks.push(note(`With this, ${sofar} of ${all} went back.`));
  }
  if (order.payment_method !== 'balance') {
    blocks.push(note('Depending on your bank it can take a few days until you see it.'));
  }
  return {
    subject: `${amount} refunded for order ${number}`,
    preview: `It went back ${to(order.payment_method)}.`,
    heading: 'Your refund',
    blocks,
  };
}

const PAYMENT_FAILURES: Readonly<Record<string, string>> = {
  payment_rejected: 'Your payment was refused',
  payment_cancelled: 'Your payment was called off',
};

function failed({ order }: MailOrder): Words {
  const { number, reason } = order;
  const why = PAYMENT_FAILURES[reason ?? ''] ?? 'Your payment did not arrive in time';
  return {
    subject: `Order ${number} did not go through`,
    preview: `${why}.`,
    heading: why,
    blocks: [
      text(
        `Order ${number} did not go through and you have not been charged. What you chose is back in your cart.`,
      ),
      note('A payment that arrives after all goes back to you by itself.'),
    ],
  };
}

function text(words: string): MailBlock {
  return { kind: 'text', text: words };
}

function note(words: string): MailBlock {
  return { kind: 'note', text: words };
}

function lines({ order: { currency, total_minor }, lines }: MailOrder): MailBlock {
  const money = (minor: bigint) => moneyText(minor, currency);
  return {
    kind: 'lines',
    rows: lines.map(({ part_name, quantity, unit_price_minor }) => ({
      label: nameInLine(part_name),
      detail: `${quantity} × ${money(unit_price_minor)}`,
      amount: money(unit_price_minor * BigInt(quantity)),
    })),
    total: { label: 'Total', amount: money(total_minor) },
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
