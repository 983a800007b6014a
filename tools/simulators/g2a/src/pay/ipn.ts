import { Deliveries, postOnce, type Sending } from '../../../common/deliveries.ts';
import type { Settings } from '../settings.ts';
import { decimal } from './amounts.ts';
import { ipnHash } from './hashes.ts';
import type { Transaction } from './types.ts';

export interface Delivery {
  form: Record<string, string>;
  /** The status of each attempt; 0: no answer. */
  answers: number[];
}

/** Posts instant payment notifications to the merchant, each again and again until it is taken with a 2xx. */
export class Ipn {
  private readonly settings: Settings;
  private readonly sent: Deliveries<Delivery>;

  constructor(settings: Settings) {
    this.settings = settings;
    this.sent = new Deliveries({
      post: ({ form }, signal) =>
        postOnce(settings.ipnUrl, { body: new URLSearchParams(form) }, signal),
      retryMs: settings.ipnRetryMs,
    });
  }

  get deliveries(): readonly Delivery[] {
    return this.sent.all;
  }

  /** Gives up whatever is still under way. */
  clear(): void {
    this.sent.clear();
  }

  formOf(transaction: Transaction): Record<string, string> {
    const { id, userOrderId, completedAt } = transaction;
    const amount = decimal(transaction.amount);
    return {
      type: 'payment',
      transactionId: id,
      userOrderId,
      amount,
      currency: transaction.currency,
      status: transaction.status,
      orderCreatedAt: transaction.createdAt.toISOString(),
      orderCompleteAt: completedAt?.toISOString() ?? '',
      refundedAmount: decimal(transaction.refunded),
      hash: ipnHash(this.settings.merchant, { transactionId: id, userOrderId, amount }),
    };
  }

  tell(transaction: Transaction, sending: Sending = {}): void {
    this.send(this.formOf(transaction), sending);
  }

  /** Sends the form as it is, `repeat` times at once. */
  send(form: Record<string, string>, sending: Sending = {}): void {
    this.sent.send(() => ({ form, answers: [] }), sending);
  }
}
