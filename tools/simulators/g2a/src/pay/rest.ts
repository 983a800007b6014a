import type { FastifyInstance } from 'fastify';
import { formOf } from '../forms.ts';
import { RateLimit } from '../rate-limit.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Settings } from '../settings.ts';
import { decimal, hundredths } from './amounts.ts';
import type { Book } from './book.ts';
import { authorization, refundHash } from './hashes.ts';
import type { Ipn } from './ipn.ts';
import type { Transaction } from './types.ts';

interface ById {
  Params: { id: string };
}

/** The REST host: what a transaction really is, and refunds. Answers the rate limit for its control side. */
export function addRest(
  server: FastifyInstance,
  { merchant, requestsPerMinute, windowMs }: Settings,
  { book, ipn }: { book: Book; ipn: Ipn },
): RateLimit {
  const limit = new RateLimit(requestsPerMinute, windowMs);
  const authorize = (header: string | undefined) => {
    limit.pass();
    // G2A's own example has a space after the semicolon.
    if (header?.replace('; ', ';') !== authorization(merchant)) {
      throw new Refusal(401, 'AUTH01', 'Wrong or missing authorization');
    }
  };
  const find = (id: string): Transaction => {
    const transaction = book.transaction(id);
    if (!transaction) throw new Refusal(404, 'ORD02', 'There is no such transaction');
    return transaction;
  };

  server.get<ById>('/rest/transactions/:id', async ({ params, headers }) => {
    authorize(headers.authorization);
    return view(find(params.id));
  });

  server.put<ById>('/rest/transactions/:id', async ({ params, headers, body }) => {
    authorize(headers.authorization);
    const { action, amount, hash } = formOf(body, ['action', 'amount', 'hash']);
    if (action !== 'refund') throw new Refusal(400, 'BR02', 'Unknown action');
    const transaction = find(params.id);
    const expected = refundHash(merchant, {
      transactionId: transaction.id,
      userOrderId: transaction.userOrderId,
      orderAmount: decimal(transaction.amount),
      refundAmount: amount!,
    });
    if (hash !== expected) throw new Refusal(400, 'AUTH02', 'Wrong hash');
    if (book.refund(transaction, hundredths(amount!))) ipn.tell(transaction);
    return { status: 'ok', transactionId: transaction.id };
  });
  return limit;
}

/** A transaction as G2A PAY shows it. */
export function view(transaction: Transaction): Record<string, unknown> {
  return {
    transactionId: transaction.id,
    userOrderId: transaction.userOrderId,
    amount: decimal(transaction.amount),
    currency: transaction.currency,
    status: transaction.status,
    createdAt: transaction.createdAt.toISOString(),
    orderCompleteAt: transaction.completedAt?.toISOString() ?? null,
    refundedAmount: decimal(transaction.refunded),
  };
}
