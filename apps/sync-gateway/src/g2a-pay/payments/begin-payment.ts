import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { isPayable } from '../client/amounts.js';
import { G2aPayClient, type Page } from '../client/g2a-pay-client.js';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import {
  currencyNotTaken,
  otherPayment,
  paymentOver,
  paymentRefused,
  providerAway,
} from './errors.js';
import type { Payment } from './payment.js';
import { insertPayment, keepPage, readPayment, type NewPayment } from './payment-store.js';
import { wakeNotifications } from './payment-notifications.js';

/**
 * Our row comes first, then G2A's page, then the page into the row. Repeated at any point, it goes on from there: a page
 * whose answer was lost is one that nobody ever saw.
 */
@Injectable()
export class BeginPayment {
  constructor(
    private readonly database: Database,
    private readonly client: G2aPayClient,
    private readonly jobs: Jobs,
  ) {}

  async begin(asked: NewPayment): Promise<{ payment: Payment; created: boolean }> {
    if (!isPayable(asked.currency)) throw currencyNotTaken();
    const { payment, created } = await this.record(asked);
    const same = payment.amount_minor === asked.amount_minor && payment.currency === asked.currency;
    if (!same) throw otherPayment(asked.payment_id);
    if (payment.redirect_url !== null) return { payment, created };
    if (payment.status !== 'pending') throw paymentOver(payment.status);
    const page = await this.makePage(payment);
    faultPoint('g2a_pay.quoted');
    await keepPage(this.database, payment.payment_id, page);
    const kept = await readPayment(this.database, payment.payment_id);
    return { payment: kept!, created };
  }

  private async record(asked: NewPayment): Promise<{ payment: Payment; created: boolean }> {
    return transaction(this.database, async (tx) => {
      const inserted = await insertPayment(tx, asked);
      if (inserted) await wakeNotifications(tx, this.jobs, asked.payment_id);
      const payment = inserted ?? (await readPayment(tx, asked.payment_id));
      return { payment: payment!, created: inserted !== null };
    });
  }

  private async makePage(payment: Payment): Promise<Page> {
    try {
      return await this.client.createQuote(payment);
    } catch (error) {
      if (error instanceof ProviderRefusal) throw paymentRefused(error.code);
      // Nobody puts our key right while a buyer waits; money that is to go back waits for that.
      if (error instanceof ProviderAway && error.credentials) throw paymentRefused('credentials');
      const problem = providerAway();
      problem.cause = error;
      throw problem;
    }
  }
}
