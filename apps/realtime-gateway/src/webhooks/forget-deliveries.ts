import { Inject, Injectable } from '@nestjs/common';
import { defineRecurringJob, HandlesJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { RealtimeConfig } from '../config.js';

const AT_ONCE = 5_000;

const ForgetDeliveries = defineRecurringJob({
  name: 'forget-webhook-deliveries',
  title: 'Drop webhooks past their retention',
  everyMs: 600_000,
});

/** Keeps the delivery log within its bounds. */
@Injectable()
export class ForgetWebhooks {
  constructor(
    private readonly database: Database,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  @HandlesJob(ForgetDeliveries)
  async forget(): Promise<void> {
    while ((await this.forgetSome()) === AT_ONCE);
    await this.database.execute(
      'delete from webhook_secrets where valid_until < clock_timestamp() - make_interval(days => 1)',
    );
  }

  private forgetSome(): Promise<number> {
    return this.database.execute(
      `delete from webhook_deliveries where id in (
         select id from webhook_deliveries where settled_at < clock_timestamp() - make_interval(secs => $1::float8 * 86400)
          order by settled_at limit ${AT_ONCE})`,
      [this.config.webhookLogDays],
    );
  }
}
