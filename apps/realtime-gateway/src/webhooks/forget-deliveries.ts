import { Inject, Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { RealtimeConfig } from '../config.js';

/** Keeps the delivery log within its bounds. */
@Injectable()
export class ForgetWebhooks {
  constructor(@Inject(RealtimeConfig) private readonly config: RealtimeConfig) {}

  @Retains({
    name: 'forget-webhook-deliveries',
    title: 'Drop webhooks past their retention',
    everyMs: 600_000,
  })
  kept(): Kept[] {
    return [
      {
        table: 'webhook_deliveries',
        since: 'settled_at',
        for: keptFor(this.config, 'webhookLogDays'),
      },
      { table: 'webhook_secrets', since: 'valid_until', for: { seconds: 86_400 } },
    ];
  }
}
