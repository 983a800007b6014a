import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { Book } from './book.ts';
import { ipnHash } from './hashes.ts';
import type { Ipn } from './ipn.ts';
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

/** Lets a test play the buyer, and send notifications that are late, repeated, out of order or forged. */
export function addPayControl(
  server: FastifyInstance,
  { merchant }: Settings,
  { book, ipn }: { book: Book; ipn: Ipn },
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

  server.post<{ Body: { at_once?: boolean } }>('/_sim/refunds', async ({ body }) => {
    book.refundsAtOnce = body?.at_once ?? true;
    const confirmed = book.refundsAtOnce ? book.confirmAll() : [];
    for (const transaction of confirmed) ipn.tell(transaction);
    return { at_once: book.refundsAtOnce, confirmed: confirmed.map(({ id }) => id) };
  });
}
