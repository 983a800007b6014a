import { Injectable } from '@nestjs/common';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import { paceFrom } from '../pace.js';
import { CheckG2aPayment } from './check-payment.js';
import { readPayment } from './payment-store.js';
import { RefreshPayment } from './refresh-payment.js';

/** A transaction that is open for so long is not waited for any more; a notification is still heard. */
const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1_000;
const AFTER_SILENCE_MS = 60_000;

/** Asks about transactions that are known and still open, so that a lost notification delays a payment only. */
@Injectable()
export class CheckOpenPayments {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly payments: RefreshPayment,
  ) {}

  @HandlesJob(CheckG2aPayment)
  async watch({ payment_id }: { payment_id: string }, { attempt }: RunningJob): Promise<void> {
    const payment = await readPayment(this.database, payment_id);
    if (!payment?.transaction_id) return;
    const tooOld = Date.now() - payment.created_at.getTime() > MAX_AGE_MS;
    if ((await this.isOpen(payment_id, payment.transaction_id)) && !tooOld) {
      throw new TryLater(backoffMs(attempt + 1, paceFrom(this.config.g2aPayPollMs * 5)));
    }
  }

  private async isOpen(paymentId: string, transactionId: string): Promise<boolean> {
    try {
      const question = { paymentId, transactionId, isCheck: true };
      return (await this.payments.refresh(question)).isOpen;
    } catch (cause) {
      if (!(cause instanceof ProviderAway || cause instanceof ProviderRefusal)) throw cause;
      throw new TryLater(AFTER_SILENCE_MS, { cause });
    }
  }
}
