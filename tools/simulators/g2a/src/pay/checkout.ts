import type { FastifyInstance } from 'fastify';
import { formOf } from '../forms.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Settings } from '../settings.ts';
import { hundredths } from './amounts.ts';
import type { Book } from './book.ts';
import { quoteHash } from './hashes.ts';
import type { Ipn } from './ipn.ts';
import { gatewayPage, notFoundPage } from './pages.ts';
import type { Quote } from './types.ts';

const REQUIRED = [
  'api_hash',
  'hash',
  'order_id',
  'amount',
  'currency',
  'url_ok',
  'url_failure',
  'items',
] as const;

/** The checkout host: makes payment pages, and shows them to buyers. */
export function addCheckout(
  server: FastifyInstance,
  { merchant }: Settings,
  { book, ipn }: { book: Book; ipn: Ipn },
): void {
  server.post('/index/createQuote', async ({ body }, reply) => {
    // This side of G2A words its refusals differently from the REST side.
    try {
      const form = formOf(body, REQUIRED);
      if (form.api_hash !== merchant.apiHash) throw new Refusal(400, 'AUTH01', 'Unknown API hash');
      const asked = { orderId: form.order_id!, amount: form.amount!, currency: form.currency! };
      if (form.hash !== quoteHash(merchant, asked)) throw new Refusal(400, 'AUTH02', 'Wrong hash');
      const { token } = book.open(readQuote(form));
      return { status: 'ok', token };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return reply.code(error.status).send({ status: 'error', message: error.message });
    }
  });

  server.get<{ Querystring: { token?: string } }>('/index/gateway', async ({ query }, reply) => {
    const quote = book.quote(query.token ?? '');
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    if (!quote) return reply.code(404).send(notFoundPage());
    return reply.send(gatewayPage(quote, book.transaction(quote.transactionId ?? '')));
  });

  server.post('/index/gateway', async ({ body }, reply) => {
    const { token, decision } = formOf(body, ['token', 'decision']);
    const quote = book.quote(token!);
    if (!quote) return reply.code(404).type('text/html; charset=utf-8').send(notFoundPage());
    const status = decision === 'pay' ? 'complete' : 'rejected';
    // Of two clicks, or two open pages, the first one decides.
    const before = book.transaction(quote.transactionId ?? '');
    const settled = !before || before.status === 'pending' ? book.settle(quote, status) : before;
    if (settled !== before || before?.status === 'pending') ipn.tell(settled);
    const paid = settled.status !== 'rejected' && settled.status !== 'canceled';
    return reply.redirect(paid ? quote.urlOk : quote.urlFailure, 303);
  });
}

function readQuote(form: Record<string, string>): Omit<Quote, 'token'> {
  const amount = hundredths(form.amount!);
  if (amount === 0n) throw new Refusal(400, 'BR02', 'G2A PAY takes no payment of nothing');
  if (!/^[A-Z]{3}$/.test(form.currency!)) throw new Refusal(400, 'BR02', 'Unknown currency');
  for (const field of ['url_ok', 'url_failure']) {
    if (!/^https?:\/\/./.test(form[field]!)) throw new Refusal(400, 'BR02', `${field} is no URL`);
  }
  checkItems(form.items!, amount);
  return {
    userOrderId: form.order_id!,
    amount,
    currency: form.currency!,
    description: form.description ?? '',
    urlOk: form.url_ok!,
    urlFailure: form.url_failure!,
  };
}

const ITEM_FIELDS = ['id', 'sku', 'name', 'amount', 'qty', 'price', 'url'] as const;

function checkItems(text: string, total: bigint): void {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'BR02', 'items is no JSON');
  }
  if (!Array.isArray(items) || items.length === 0) {
    throw new Refusal(400, 'BR02', 'items is empty');
  }
  let sum = 0n;
  for (const item of items as Record<string, unknown>[]) {
    const missing = ITEM_FIELDS.filter((field) => item?.[field] === undefined);
    if (missing.length > 0) throw new Refusal(400, 'BR02', `items lack ${missing.join(', ')}`);
    sum += hundredths(String(item.amount), 'items.amount');
  }
  if (sum !== total) throw new Refusal(400, 'BR02', 'The items do not add up to the amount');
}
