import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import { paymentNotFound } from './errors.js';
import type { Payment } from './payment.js';
import { readPayment } from './payment-store.js';
import { RefreshPayment } from './refresh-payment.js';
import { notifiedTransaction } from './payment-notifications.js';

/** A payment as G2A PAY has it at this moment, or as we know it when it does not answer. */
@Injectable()
export class ReadCurrentPayment {
  constructor(
    private readonly database: Database,
    private readonly payments: RefreshPayment,
  ) {}

  async read(paymentId: string): Promise<Payment> {
    const payment = await readPayment(this.database, paymentId);
    if (!payment) throw paymentNotFound(paymentId);
    const transactionId =
      payment.transaction_id ?? (await notifiedTransaction(this.database, paymentId));
    // Without a transaction id there is nothing G2A could be asked about; after a full refund, nothing left to learn.
    if (transactionId === null || payment.status === 'refunded') return payment;
    try {
      return (await this.payments.refresh({ paymentId, transactionId })).payment;
    } catch (error) {
      if (error instanceof ProviderAway || error instanceof ProviderRefusal) return payment;
      throw error;
    }
  }
}
