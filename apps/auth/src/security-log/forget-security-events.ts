import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { AuthConfig } from '../config.js';

const BATCHES = 20;

const ForgetEvents = defineRecurringJob({
  name: 'forget-security-events',
  title: 'Remove old entries of the security log',
  everyMs: 3_600_000,
});

/** The service may add to the security log and read it; what is old is removed by a function of the database. */
@Injectable()
export class ForgetSecurityEvents {
  constructor(
    private readonly database: Database,
    private readonly config: AuthConfig,
  ) {}

  @HandlesJob(ForgetEvents)
  async forget(): Promise<void> {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const [row] = await this.database.query<{ gone: number }>(
        `select forget_security_events($1) as gone`,
        [this.config.securityLogDays],
      );
      if (row!.gone === 0) return;
    }
  }
}
