import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../config.js';

/** The service may add to the security log and read it; what is old is removed by a function of the database. */
@Injectable()
export class ForgetSecurityEvents {
  constructor(
    private readonly database: Database,
    private readonly config: SyncConfig,
  ) {}

  @Retains({ name: 'forget-security-events', title: 'Remove old entries of the security log' })
  kept(): Kept[] {
    return [
      {
        table: 'security_events',
        since: 'created_at',
        for: keptFor(this.config, 'securityLogDays'),
        remove: async () => {
          const [row] = await this.database.query<{ gone: number }>(
            'select forget_security_events($1) as gone',
            [this.config.securityLogDays],
          );
          return row!.gone;
        },
      },
    ];
  }
}
