import { Injectable } from '@nestjs/common';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { ProcessOrderNotification } from '../../webhooks/inbox/sources.js';
import {
  closeNotification,
  noteWaiting,
  readWaiting,
  settleNotifications,
  waitingAbout,
} from '../../webhooks/inbox/webhook-inbox.js';
import { CheckG2aOrder } from '../purchases/check-g2a-order.js';
import { ORDERS_SOURCE } from './receive-order-notification.js';

/** A notification whose order has not become known for so long is about nothing of ours. */
const MAX_AGE_MS = 72 * 60 * 60 * 1_000;
const MOST_PAUSE_MS = 600_000;

const log = logger('g2a');

/** Has the purchase looked at whose order a notification names, as soon as the shop knows of that order. */
@Injectable()
export class ProcessOrderNotifications {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly checkG2aOrder: CheckG2aOrder,
  ) {}

  @HandlesJob(ProcessOrderNotification)
  async follow(
    { notification_id: id }: { notification_id: string },
    { attempt }: RunningJob,
  ): Promise<void> {
    const notification = await readWaiting(this.database, id);
    if (!notification) return;
    const { subject, received_at } = notification;
    if (await this.lookAt(subject)) return;
    if (Date.now() - received_at.getTime() > MAX_AGE_MS) {
      log.error({ g2a_order_id: subject }, 'a notification was given up: its order is not ours');
      return closeNotification(this.database, id, 'given_up', 'order_unknown');
    }
    await noteWaiting(this.database, id, 'order_unknown');
    const pace = { firstMs: this.config.g2aPurchasePollMs, longestMs: MOST_PAUSE_MS };
    throw new TryLater(backoffMs(attempt, pace));
  }

  /** @returns false when the order is not known yet. */
  private lookAt(subject: string): Promise<boolean> {
    return transaction(this.database, async (tx) => {
      if (!(await this.checkG2aOrder.checkNow(tx, subject))) return false;
      const waiting = await waitingAbout(tx, ORDERS_SOURCE, { subject });
      await settleNotifications(
        tx,
        waiting.map((one) => one.id),
      );
      return true;
    });
  }
}
