import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { dlqOf, TOPICS } from '@tandem/contracts';
import { EVENT_TRANSPORT } from '@tandem/messaging';
import type { EventTransport, ReceivedMessage, Subscription } from '@tandem/messaging';
import { Alerts } from '../sockets/alerts.js';

const GROUP = 'realtime-gateway-alerts';
const PART_ID = /^\d{1,10}$/;

/** Tells staff at once when any service has given up on a message. */
@Injectable()
export class DeadLetterAlerts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private subscription: Subscription | null = null;

  constructor(
    @Inject(EVENT_TRANSPORT) private readonly transport: EventTransport,
    private readonly alerts: Alerts,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.transport.subscribe({
      group: GROUP,
      topics: Object.values(TOPICS).map(dlqOf),
      onMessage: async (message) => this.raise(message),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.subscription?.close();
  }

  private raise({ headers, key }: ReceivedMessage): void {
    const type = headers['ce_type'] ?? 'a message';
    this.alerts.raise({
      id: headers['ce_id'] ?? randomUUID(),
      code: 'dead_letter',
      severity: 'critical',
      detail: `${headers['x-group']} gave up on ${type}: ${headers['x-error']}`,
      part_id: key && PART_ID.test(key) ? Number(key) : null,
      timestamp: new Date().toISOString(),
    });
  }
}
