import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';

const KEEP_DAYS = 90;
const BATCH = 1_000;

const ForgetMails = defineRecurringJob({
  name: 'forget-old-mails',
  title: 'Remove old mails',
  everyMs: 3_600_000,
});

/** Deletes a batch of what has long been sent or given up, and of the counts of days that are over. */
@Injectable()
export class ForgetOldMails {
  constructor(private readonly database: Database) {}

  @HandlesJob(ForgetMails)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from mails where id in (select id from mails
         where state <> 'queued' and created_at < clock_timestamp() - make_interval(days => $1)
         order by created_at limit ${BATCH})`,
      [KEEP_DAYS],
    );
    await this.database.execute(
      `delete from mail_days where address_key in (select address_key from mail_days
         where day < (clock_timestamp() at time zone 'utc')::date - 1 limit ${BATCH})`,
    );
  }
}
