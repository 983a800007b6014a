import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';

const HOUR_MS = 3_600_000;
/** Ended sessions are kept this long, so that reuse of their tokens can still be explained. */
const KEEP_DAYS = 30;

const log = logger('auth');

@Injectable()
export class ForgetOldSessions {
  constructor(private readonly dataSource: Database) {}

  @Interval(HOUR_MS)
  async forgetOldSessions(): Promise<void> {
    try {
      await this.dataSource.execute(
        `delete from sessions where id in (
           select id from sessions
            where least(ended_at, expires_at, idle_expires_at) < now() - make_interval(days => $1) limit 5000)`,
        [KEEP_DAYS],
      );
      await this.dataSource.execute(
        `delete from ended_session_list where tokens_until < clock_timestamp() - interval '1 minute'`,
      );
    } catch (error) {
      log.warn({ err: error }, 'old sessions could not be removed');
    }
  }
}
