import { Injectable } from '@nestjs/common';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { SecurityLog } from '../../security-log/security-log.js';
import { ProcessG2aNotification } from '../../webhooks/inbox/sources.js';
import {
  closeNotification,
  noteWaiting,
  readWaiting,
  waitingAbout,
  type Notification,
} from '../../webhooks/inbox/webhook-inbox.js';
import { ProviderAway, ProviderRefusal } from '../client/provider-errors.js';
import { paceFrom } from '../pace.js';
import { readPayment } from '../payments/payment-store.js';
import { IPN_SOURCE } from '../payments/payment-notifications.js';
import { RefreshPayment } from '../payments/refresh-payment.js';
import { readIpn } from './ipn-form.js';
import { wrongWith } from './validate-ipn.js';

/** A notification that led nowhere for so long is about nothing of ours. */
const MAX_AGE_MS = 72 * 60 * 60 * 1_000;

const log = logger('g2a-pay');

/** Asks G2A about every transaction it has hinted at, until it answers. */
@Injectable()
export class ProcessNotifications {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly payments: RefreshPayment,
    private readonly security: SecurityLog,
  ) {}

  @HandlesJob(ProcessG2aNotification)
  async follow(
    { notification_id }: { notification_id: string },
    { attempt }: RunningJob,
  ): Promise<void> {
    const notification = await readWaiting(this.database, notification_id);
    if (!notification) return;
    let cause: ProviderAway | ProviderRefusal | undefined;
    try {
      if (await this.process(notification)) return;
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof ProviderRefusal)) throw error;
      cause = error;
    }
    await this.postpone(notification, attempt, cause);
  }

  /** @returns false when the payment is not there yet. */
  private async process(notification: Notification): Promise<boolean> {
    const payment = await readPayment(this.database, notification.subject);
    if (!payment) return false;
    // It may have come before the payment, when its sum could not be compared with ours.
    const wrong = wrongWith(readIpn(notification.raw), this.config.g2aPaySecret, payment);
    if (wrong) {
      await closeNotification(this.database, notification.id, 'refused', wrong);
      const detail = { source: IPN_SOURCE, wrong, payment_id: notification.subject };
      await this.security.record({ type: 'webhook_refused', detail });
      return true;
    }
    const waiting = await waitingAbout(this.database, IPN_SOURCE, notification);
    await this.payments.refresh({
      paymentId: notification.subject,
      transactionId: notification.reference,
      notifications: waiting.map(({ id }) => id),
    });
    return true;
  }

  private async postpone(
    { id, subject, received_at }: Notification,
    attempt: number,
    cause?: ProviderAway | ProviderRefusal,
  ): Promise<void> {
    if (Date.now() - received_at.getTime() > MAX_AGE_MS) {
      log.error(
        { cause, payment_id: subject },
        'a notification was given up: it matched no payment for days',
      );
      await closeNotification(this.database, id, 'given_up', reasonOf(cause));
      return;
    }
    await noteWaiting(this.database, id, reasonOf(cause));
    const asked = cause instanceof ProviderAway ? (cause.retryAfterMs ?? 0) : 0;
    const pause = backoffMs(attempt, paceFrom(this.config.g2aPayPollMs));
    throw new TryLater(Math.max(asked, pause), { cause });
  }
}

/** A word for staff, who see it beside the notification. */
function reasonOf(cause?: ProviderAway | ProviderRefusal): string {
  if (!cause) return 'payment_unknown';
  return cause instanceof ProviderRefusal ? `refused_${cause.code}`.slice(0, 100) : 'g2a_pay_away';
}
