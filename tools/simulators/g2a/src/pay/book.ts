import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '../../../common/refusal.ts';
import type { Quote, Transaction, TransactionStatus } from './types.ts';

const SETTLED_ONCE: readonly TransactionStatus[] = ['complete', 'rejected', 'canceled'];

/** The quotes and transactions of a merchant, in memory. */
export class Book {
  private quotes = new Map<string, Quote>();
  private transactions = new Map<string, Transaction>();
  /** While false, a refund is accepted but shows only once it is confirmed. */
  refundsAtOnce = true;

  clear(): void {
    this.quotes.clear();
    this.transactions.clear();
    this.refundsAtOnce = true;
  }

  open(quote: Omit<Quote, 'token'>): Quote {
    const opened = { ...quote, token: randomUUID() };
    this.quotes.set(opened.token, opened);
    return opened;
  }

  quote(token: string): Quote | undefined {
    return this.quotes.get(token);
  }

  /** The newest quote of an order of the merchant. */
  quoteOf(userOrderId: string): Quote | undefined {
    return [...this.quotes.values()].findLast((quote) => quote.userOrderId === userOrderId);
  }

  transaction(id: string): Transaction | undefined {
    return this.transactions.get(id);
  }

  transactionsOf(userOrderId: string): Transaction[] {
    return [...this.transactions.values()].filter((one) => one.userOrderId === userOrderId);
  }

  /** What the buyer's decision makes of a quote: its one transaction, at `status`. */
  settle(quote: Quote, status: TransactionStatus, anotherOne = false): Transaction {
    const known = quote.transactionId && this.transactions.get(quote.transactionId);
    if (known && !anotherOne) {
      if (known.status !== 'pending' && known.status !== status) {
        throw new Refusal(409, 'BR04', `The transaction is ${known.status}`);
      }
      known.status = status;
      known.completedAt ??= SETTLED_ONCE.includes(status) ? new Date() : null;
      return known;
    }
    const transaction: Transaction = {
      id: randomBytes(16).toString('hex'),
      userOrderId: quote.userOrderId,
      amount: quote.amount,
      currency: quote.currency,
      status,
      refunded: 0n,
      unconfirmed: 0n,
      createdAt: new Date(),
      completedAt: SETTLED_ONCE.includes(status) ? new Date() : null,
    };
    quote.transactionId = transaction.id;
    this.transactions.set(transaction.id, transaction);
    return transaction;
  }

  /** @returns whether the refund shows already. */
  refund(transaction: Transaction, amount: bigint): boolean {
    if (transaction.status !== 'complete' && transaction.status !== 'partial_refunded') {
      throw new Refusal(400, 'ORD03', `A ${transaction.status} transaction cannot be refunded`);
    }
    const left = transaction.amount - transaction.refunded - transaction.unconfirmed;
    if (amount <= 0n || amount > left) {
      throw new Refusal(400, 'BR04', 'The amount is more than is left to refund');
    }
    transaction.unconfirmed += amount;
    return this.refundsAtOnce && this.confirm(transaction);
  }

  confirm(transaction: Transaction): boolean {
    if (transaction.unconfirmed === 0n) return false;
    transaction.refunded += transaction.unconfirmed;
    transaction.unconfirmed = 0n;
    transaction.status =
      transaction.refunded === transaction.amount ? 'refunded' : 'partial_refunded';
    return true;
  }

  confirmAll(): Transaction[] {
    return [...this.transactions.values()].filter((transaction) => this.confirm(transaction));
  }
}
