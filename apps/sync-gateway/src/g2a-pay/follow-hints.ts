import { Injectable } from '@nestjs/common';
import { currentContext, inBackground, logger } from '@tandem/observability';
import { DataSource } from 'typeorm';
import { SyncConfig } from '../config.js';
import { SecurityLog } from '../security-log/security-log.js';
import { backoffMs } from './backoff.js';
import { claimHint, endHint, putOffHint, waitingHints, type Hint } from './hint-store.js';
import { readIpn } from './ipn-form.js';
import { wrongWith } from './judge-ipn.js';
import { LearnTruth } from './learn-truth.js';
import { readPayment } from './payment-store.js';
import { ProviderAway, ProviderRefusal } from './provider-errors.js';

/** A hint that led nowhere for so long is about nothing of ours. */
const MAX_AGE_HOURS = 72;

const log = logger('g2a-pay');

/** Asks G2A about every transaction it has hinted at, until it answers. */
@Injectable()
export class FollowHints {
  constructor(
    private readonly config: SyncConfig,
    private readonly dataSource: DataSource,
    private readonly truth: LearnTruth,
    private readonly security: SecurityLog,
  ) {}

  /** Follows one hint that is due; false when there is none. */
  async next(): Promise<boolean> {
    const { manager } = this.dataSource;
    const leaseMs = this.config.g2aPayDeadlineMs * 2;
    const hint = await claimHint(manager, { leaseMs, maxAgeHours: MAX_AGE_HOURS });
    if (!hint) return false;
    await inBackground('follow g2a hint', () => this.followOrPutOff(hint), {
      ...currentContext(),
      traceparent: hint.traceparent,
    });
    return true;
  }

  private async followOrPutOff(hint: Hint): Promise<void> {
    try {
      if (!(await this.follow(hint))) await this.putOff(hint);
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof ProviderRefusal)) throw error;
      log.warn({ err: error, payment_id: hint.subject }, 'a notification has to wait for G2A PAY');
      await this.putOff(hint, error);
    }
  }

  /** @returns false when the payment is not there yet. */
  private async follow(hint: Hint): Promise<boolean> {
    const { manager } = this.dataSource;
    const payment = await readPayment(manager, hint.subject);
    if (!payment) return false;
    // It may have come before the payment, when its sum could not be compared with ours.
    const wrong = wrongWith(readIpn(hint.raw), this.config.g2aPaySecret, payment);
    if (wrong) {
      await endHint(manager, hint.id, 'refused');
      const detail = { source: 'g2a.ipn', wrong, payment_id: hint.subject };
      await this.security.record({ type: 'webhook_refused', detail });
      return true;
    }
    const hints = await waitingHints(manager, hint);
    await this.truth.execute({ paymentId: hint.subject, transactionId: hint.reference, hints });
    return true;
  }

  private async putOff(hint: Hint, error?: ProviderAway | ProviderRefusal): Promise<void> {
    const { manager } = this.dataSource;
    if (hint.too_old) {
      const fields = { cause: error, payment_id: hint.subject };
      log.error(fields, 'a notification led nowhere for days: given up');
      await endHint(manager, hint.id, 'given_up');
      return;
    }
    const asked = error instanceof ProviderAway ? (error.retryAfterMs ?? 0) : 0;
    const pause = backoffMs(hint.attempts - 1, this.config.g2aPayPollMs);
    await putOffHint(manager, hint.id, Math.max(asked, pause));
  }
}
