import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';

/** Ended sessions are kept this long, so that reuse of their tokens can still be explained. */
const KEEP_DAYS = 30;

const ForgetSessions = defineRecurringJob({
  name: 'forget-old-sessions',
  title: 'Remove sessions that ended long ago',
  everyMs: 3_600_000,
});

@Injectable()
export class ForgetOldSessions {
  constructor(private readonly database: Database) {}

  @HandlesJob(ForgetSessions)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from sessions where id in (
         select id from sessions
          where least(ended_at, expires_at, idle_expires_at) < now() - make_interval(days => $1) limit 5000)`,
      [KEEP_DAYS],
    );
    await this.database.execute(
      `delete from ended_session_list where tokens_until < clock_timestamp() - interval '1 minute'`,
    );
  }
}
