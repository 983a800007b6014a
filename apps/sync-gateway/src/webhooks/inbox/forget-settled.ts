import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob, type RunningJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 1_000;

const ForgetNotifications = defineRecurringJob({
  name: 'forget-settled-notifications',
  title: 'Remove old notifications of outside systems that were dealt with',
  everyMs: DAY_MS,
});

const log = logger('webhooks');

/** One that comes again after that is taken for a new one, which only has the truth asked for once more. */
@Injectable()
export class ForgetSettled {
  constructor(
    private readonly database: Database,
    private readonly config: SyncConfig,
  ) {}

  /** One that staff replay right now is not settled any more. */
  @HandlesJob(ForgetNotifications)
  async forget(_nothing: object, { signal }: Pick<RunningJob, 'signal'>): Promise<void> {
    let [gone, batch] = [0, AT_ONCE];
    while (batch === AT_ONCE && !signal.aborted) {
      batch = await this.database.execute(
        `delete from webhook_inbox where id in (
           select id from webhook_inbox
            where state <> 'received' and settled_at < clock_timestamp() - make_interval(days => $1)
            order by settled_at limit ${AT_ONCE} for update skip locked)`,
        [this.config.webhookInboxDays],
      );
      gone += batch;
    }
    if (gone > 0) log.info({ notifications: gone }, 'settled notifications were removed');
  }
}
