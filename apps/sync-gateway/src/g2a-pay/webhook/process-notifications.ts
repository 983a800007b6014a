import { Injectable } from '@nestjs/common';
import { currentContext, inBackground, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { SecurityLog } from '../../security-log/security-log.js';
import { backoffMs } from '../backoff.js';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import { readPayment } from '../payments/payment-store.js';
import { RefreshPayment } from '../payments/refresh-payment.js';
import {
  claimNotification,
  closeNotification,
  postponeNotification,
  waitingNotifications,
  type Notification,
} from '../payments/webhook-inbox.js';
import { readIpn } from './ipn-form.js';
import { wrongWith } from './validate-ipn.js';

/** A notification that led nowhere for so long is about nothing of ours. */
const MAX_AGE_HOURS = 72;

const log = logger('g2a-pay');

/** Asks G2A about every transaction it has hinted at, until it answers. */
@Injectable()
export class ProcessNotifications {
  constructor(
    private readonly config: SyncConfig,
    private readonly dataSource: Database,
    private readonly payments: RefreshPayment,
    private readonly security: SecurityLog,
  ) {}

  /** Follows one notification that is due; false when there is none. */
  async next(): Promise<boolean> {
    const manager = this.dataSource;
    const leaseMs = this.config.g2aPayDeadlineMs * 2;
    const notification = await claimNotification(manager, { leaseMs, maxAgeHours: MAX_AGE_HOURS });
    if (!notification) return false;
    await inBackground('process g2a notification', () => this.processOrPostpone(notification), {
      ...currentContext(),
      traceparent: notification.traceparent,
    });
    return true;
  }

  private async processOrPostpone(notification: Notification): Promise<void> {
    try {
      if (!(await this.process(notification))) await this.postpone(notification);
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof ProviderRefusal)) throw error;
      log.warn(
        { err: error, payment_id: notification.subject },
        'a notification has to wait for G2A PAY',
      );
      await this.postpone(notification, error);
    }
  }

  /** @returns false when the payment is not there yet. */
  private async process(notification: Notification): Promise<boolean> {
    const manager = this.dataSource;
    const payment = await readPayment(manager, notification.subject);
    if (!payment) return false;
    // It may have come before the payment, when its sum could not be compared with ours.
    const wrong = wrongWith(readIpn(notification.raw), this.config.g2aPaySecret, payment);
    if (wrong) {
      await closeNotification(manager, notification.id, 'refused');
      const detail = { source: 'g2a.ipn', wrong, payment_id: notification.subject };
      await this.security.record({ type: 'webhook_refused', detail });
      return true;
    }
    const notifications = await waitingNotifications(manager, notification);
    await this.payments.refreshPayment({
      paymentId: notification.subject,
      transactionId: notification.reference,
      notifications,
    });
    return true;
  }

  private async postpone(
    notification: Notification,
    error?: ProviderAway | ProviderRefusal,
  ): Promise<void> {
    const manager = this.dataSource;
    if (notification.too_old) {
      const fields = { cause: error, payment_id: notification.subject };
      log.error(fields, 'a notification led nowhere for days: given up');
      await closeNotification(manager, notification.id, 'given_up');
      return;
    }
    const asked = error instanceof ProviderAway ? (error.retryAfterMs ?? 0) : 0;
    const pause = backoffMs(notification.attempts - 1, this.config.g2aPayPollMs);
    await postponeNotification(manager, notification.id, Math.max(asked, pause));
  }
}
