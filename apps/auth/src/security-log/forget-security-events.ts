import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { AuthConfig } from '../config.js';

const HOUR_MS = 3_600_000;
const BATCHES = 20;

const log = logger('auth');

/** The service may add to the security log and read it; what is old is removed by a function of the database. */
@Injectable()
export class ForgetSecurityEvents {
  constructor(
    private readonly dataSource: Database,
    private readonly config: AuthConfig,
  ) {}

  @Interval(HOUR_MS)
  async forgetSecurityEvents(): Promise<void> {
    try {
      for (let batch = 0; batch < BATCHES; batch += 1) {
        const [row] = await this.dataSource.query<{ gone: number }>(
          `select forget_security_events($1) as gone`,
          [this.config.securityLogDays],
        );
        if (row!.gone === 0) return;
      }
    } catch (error) {
      log.warn({ err: error }, 'old entries of the security log could not be removed');
    }
  }
}
