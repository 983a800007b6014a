import { Injectable } from '@nestjs/common';
import { msOverLimit } from '@tandem/http';
import { counter, currentContext } from '@tandem/observability';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SyncConfig } from '../config.js';
import { SecurityLog } from '../security-log/security-log.js';
import { notSigned, tooManyForgeries } from './errors.js';

/** Notifications by source and outcome; whoever takes one in counts it. */
export const received = counter('webhooks_received', {
  unit: '{notification}',
  description: 'Notifications of outside systems by source and outcome',
});

/** Of a flood from more addresses than that, what is above is in the metrics only. */
const ADDRESSES_ON_RECORD = 10;

/** Each forgery is a row of the security log: without limits anybody could fill the database with them. */
@Injectable()
export class RefuseWebhook {
  private readonly refusals: RateLimiterMemory;
  private readonly rows: RateLimiterMemory;

  constructor(
    config: SyncConfig,
    private readonly security: SecurityLog,
  ) {
    const points = config.g2aIpnRefusalsPerMinute;
    this.refusals = new RateLimiterMemory({ points, duration: 60 });
    this.rows = new RateLimiterMemory({ points: points * ADDRESSES_ON_RECORD, duration: 60 });
  }

  async refuse(detail: { source: string; wrong: string; payment_id?: string }): Promise<never> {
    const { source } = detail;
    const address = currentContext()?.actor?.ip ?? 'unknown';
    const ms = await msOverLimit(this.refusals, address);
    if (ms !== null) {
      received.add(1, { source, outcome: 'limited' });
      throw tooManyForgeries(ms / 1_000);
    }
    received.add(1, { source, outcome: 'refused' });
    if ((await msOverLimit(this.rows, 'all')) === null) {
      await this.security.record({ type: 'webhook_refused', detail });
    }
    throw notSigned();
  }
}
