import { Injectable } from '@nestjs/common';
import { currentContext, inBackground, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import { claimCheck, scheduleCheck, type DueCheck } from './payment-store.js';
import { RefreshPayment } from './refresh-payment.js';

/** A transaction that is open for so long is not waited for any more; a notification is still heard. */
const MAX_AGE_HOURS = 24 * 14;
const LEASE_MS = 60_000;

const log = logger('g2a-pay');

/** Asks about transactions that are known and still open, so that a lost notification delays a payment only. */
@Injectable()
export class CheckOpenPayments {
  constructor(
    private readonly config: SyncConfig,
    private readonly dataSource: Database,
    private readonly payments: RefreshPayment,
  ) {}

  /** Asks about one that is due; false when there is none. */
  async next(): Promise<boolean> {
    const manager = this.dataSource;
    const leaseMs = Math.max(LEASE_MS, this.config.g2aPayDeadlineMs * 2);
    const due = await claimCheck(manager, { leaseMs, maxAgeHours: MAX_AGE_HOURS });
    if (!due) return false;
    await inBackground('check g2a payment', () => this.ask(due), {
      ...currentContext(),
      traceparent: due.traceparent,
    });
    return true;
  }

  private async ask(due: DueCheck): Promise<void> {
    const manager = this.dataSource;
    const { payment_id: paymentId, transaction_id: transactionId, checks } = due;
    try {
      await this.payments.refreshPayment({ paymentId, transactionId, checks });
      if (due.too_old) await scheduleCheck(manager, paymentId, null);
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof ProviderRefusal)) throw error;
      log.warn({ err: error, payment_id: paymentId }, 'an open payment could not be asked about');
    }
  }
}
