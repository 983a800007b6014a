import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../common/refusal.ts';
import type { Settings } from '../settings.ts';
import { hundredths } from './amounts.ts';
import type { Book } from './book.ts';
import { ipnHash } from './hashes.ts';
import type { Ipn } from './ipn.ts';
import { view } from './rest.ts';
import { STATUSES, type TransactionStatus } from './types.ts';

interface PayOrder {
  order_id?: string;
  /** Default `complete`. */
  status?: TransactionStatus;
  repeat?: number;
  delay_ms?: number;
  /** False: the notification is lost. */
  notify?: boolean;
  /** The buyer pays once more, in a transaction of its own. */
  another_one?: boolean;
}

interface WebhookOrder {
  order_id?: string;
  status?: string;
  transaction_id?: string;
  amount?: string;
  currency?: string;
  refunded_amount?: string;
  /** Default: the right one for what is sent. */
  hash?: string;
  repeat?: number;
  delay_ms?: number;
}

interface RefundOrder {
  /** False: refunds are accepted and show only once this is true again. Default true. */
  at_once?: boolean;
  /** Refunded by hand, in the merchant's panel. */
  transaction_id?: string;
  amount?: string;
}

/** @returns undefined when the notification is one of G2A PAY. */
export type Elsewhere = (wanted: object) => object | undefined;

/** Lets a test play the buyer, and send notifications that are late, repeated, out of order or forged. */
export function addPayControl(
  server: FastifyInstance,
  { merchant }: Settings,
  { book, ipn, elsewhere }: { book: Book; ipn: Ipn; elsewhere: Elsewhere },
): void {
  server.post<{ Body: PayOrder }>('/_sim/pay', async ({ body }) => {
    const { order_id = '', status = 'complete', notify = true, another_one, ...how } = body ?? {};
    const quote = book.quoteOf(order_id);
    if (!quote) throw new Refusal(404, 'ORD02', 'There is no quote of this order');
    if (!STATUSES.includes(status)) throw new Refusal(422, 'BR02', 'Unknown status');
    const transaction = book.settle(quote, status, another_one);
    if (notify) ipn.tell(transaction, how);
    return { transaction_id: transaction.id, status: transaction.status };
  });

  server.post<{ Body: WebhookOrder }>('/_sim/webhooks', async ({ body }) => {
    const order = body ?? {};
    const sent = elsewhere(order);
    if (sent) return sent;
    const known = book.transactionsOf(order.order_id ?? '').at(-1);
    const form: Record<string, string> = known ? ipn.formOf(known) : { type: 'payment' };
    const given: Record<string, string | undefined> = {
      userOrderId: order.order_id,
      status: order.status,
      transactionId: order.transaction_id,
      amount: order.amount,
      currency: order.currency,
      refundedAmount: order.refunded_amount,
    };
    for (const [name, value] of Object.entries(given)) if (value !== undefined) form[name] = value;
    const { transactionId = '', userOrderId = '', amount = '' } = form;
    form.hash = order.hash ?? ipnHash(merchant, { transactionId, userOrderId, amount });
    ipn.send(form, order);
    return { form };
  });

  server.get('/_sim/webhooks', async () => ({ items: ipn.deliveries }));

  server.post<{ Body: RefundOrder }>('/_sim/refunds', async ({ body }) => {
    const { transaction_id, amount = '', at_once = true } = body ?? {};
    book.refundsAtOnce = at_once;
    const byHand = transaction_id === undefined ? undefined : book.transaction(transaction_id);
    if (transaction_id !== undefined && !byHand) {
      throw new Refusal(404, 'ORD02', 'There is no such transaction');
    }
    const shown = byHand && book.refund(byHand, hundredths(amount)) ? [byHand] : [];
    if (at_once) shown.push(...book.confirmAll());
    for (const transaction of shown) ipn.tell(transaction);
    return { at_once, confirmed: shown.map(({ id }) => id) };
  });

  server.get<{ Params: { id: string } }>('/_sim/transactions/:id', async ({ params }) => {
    const transaction = book.transaction(params.id);
    if (!transaction) throw new Refusal(404, 'ORD02', 'There is no such transaction');
    return view(transaction);
  });
}
