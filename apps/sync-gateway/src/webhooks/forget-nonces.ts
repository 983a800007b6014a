import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { MAX_SKEW_SECONDS } from './verify-signature.js';

const ForgetOldNonces = defineRecurringJob({
  name: 'forget-webhook-nonces',
  title: 'Forget notifications that are too old to come again',
  everyMs: 300_000,
});

/** Signed by a clock that is ahead, a notification is let in for twice as long as the clocks may differ. */
const KEEP_SECONDS = 3 * MAX_SKEW_SECONDS;

@Injectable()
export class ForgetNonces {
  constructor(private readonly database: Database) {}

  @HandlesJob(ForgetOldNonces)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from webhook_nonces where seen_at < clock_timestamp() - make_interval(secs => $1)`,
      [KEEP_SECONDS],
    );
  }
}
