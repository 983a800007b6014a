import { Injectable } from '@nestjs/common';
import { HandlesJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { ForgetPreviews } from './bulk.job.js';

/** A preview of yesterday says nothing of the parts of today. */
@Injectable()
export class ForgetBulkPreviews {
  constructor(private readonly database: Database) {}

  @HandlesJob(ForgetPreviews)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from bulk_runs where started_at is null and created_at < clock_timestamp() - interval '1 day'`,
    );
  }
}
