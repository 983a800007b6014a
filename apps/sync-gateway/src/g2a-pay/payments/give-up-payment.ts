import { Injectable } from '@nestjs/common';
import { outbox } from '@tandem/messaging';
import { Database, transaction } from '@tandem/persistence';
import { paymentNotFound } from './errors.js';
import type { Payment } from './payment.js';
import { paymentUpdated } from './payment-event.js';
import { markGivenUp, movePayment, readPayment } from './payment-store.js';

/**
 * The shop does not wait for this payment any longer. G2A PAY knows no way to withdraw a page, so the buyer may still
 * pay: that is found and told like any other completion, for the order service to give the money back.
 */
@Injectable()
export class GiveUpPayment {
  constructor(private readonly database: Database) {}

  async giveUp(paymentId: string): Promise<Payment> {
    return transaction(this.database, async (tx) => {
      const payment = await readPayment(tx, paymentId, 'for update');
      if (!payment) throw paymentNotFound(paymentId);
      await markGivenUp(tx, paymentId);
      if (payment.status !== 'pending') return payment;
      const cancelled = await movePayment(tx, paymentId, {
        status: 'cancelled',
        transactionId: payment.transaction_id,
        refundedMinor: payment.refunded_minor,
      });
      await outbox.addMany(tx, [paymentUpdated(cancelled)]);
      return cancelled;
    });
  }
}
