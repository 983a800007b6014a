import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import type { FastifyRequest } from 'fastify';
import { SyncConfig } from '../../config.js';
import { ProcessOrderNotification } from '../../webhooks/inbox/sources.js';
import { keepInInbox } from '../../webhooks/inbox/webhook-inbox.js';
import { received } from '../../webhooks/refuse-webhook.js';
import { TakeSignedWebhook } from '../../webhooks/take-signed-webhook.js';
import type { SignatureScheme } from '../../webhooks/verify-signature.js';
import type { OrderNotificationDto } from './order-notifications.dto.js';

export const ORDERS_SOURCE = 'g2a.orders';

/** Takes a notification of an order in: is it signed, keep it, answer. How the order stands is asked for later. */
@Injectable()
export class ReceiveOrderNotification {
  private readonly scheme: SignatureScheme;

  constructor(
    config: SyncConfig,
    private readonly takeSigned: TakeSignedWebhook,
    private readonly jobs: Jobs,
  ) {
    this.scheme = {
      source: ORDERS_SOURCE,
      headerPrefix: 'x-g2a',
      secret: config.g2aWebhookSecret,
    };
  }

  async receive(request: FastifyRequest, told: OrderNotificationDto): Promise<void> {
    const { event_id, type, order_id, status, occurred_at } = told;
    const kept = await this.takeSigned.take(this.scheme, request, async (tx) => {
      const inbox = await keepInInbox(tx, {
        source: ORDERS_SOURCE,
        eventType: type,
        subject: order_id,
        reference: status,
        identity: event_id,
        raw: JSON.stringify({ event_id, type, order_id, status, occurred_at }),
      });
      if (inbox.kept === 'new') {
        const payload = { notification_id: inbox.id };
        const options = { key: inbox.id, once: true };
        await this.jobs.enqueue(tx, ProcessOrderNotification, payload, options);
      }
      return inbox.kept;
    });
    faultPoint('g2a.order_notification_kept');
    received.add(1, { source: ORDERS_SOURCE, outcome: kept });
  }
}
