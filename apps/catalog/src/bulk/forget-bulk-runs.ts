import { Injectable } from '@nestjs/common';
import { HandlesJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { ForgetRuns } from './bulk.job.js';

/** Runs that ended long ago, with their rows, and previews of yesterday: those say nothing of the parts of today. */
@Injectable()
export class ForgetBulkRuns {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
  ) {}

  @HandlesJob(ForgetRuns)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from bulk_runs where started_at is null and created_at < clock_timestamp() - interval '1 day'`,
    );
    while (await this.forgetOldest());
  }

  /** One a statement: a run has up to 20,000 rows. @returns false when none is old enough. */
  private async forgetOldest(): Promise<boolean> {
    const gone = await this.database.query<object>(
      `delete from bulk_runs where id = (
         select id from bulk_runs where ended_at < clock_timestamp() - $1 * interval '1 day' order by ended_at limit 1)
       returning id`,
      [this.config.bulkRunDays],
    );
    return gone.length > 0;
  }
}
