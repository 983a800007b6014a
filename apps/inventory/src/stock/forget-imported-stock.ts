import { Injectable } from '@nestjs/common';
import { defineRecurringJob, HandlesJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';

/** Longer than any import goes on with sending rows again: the file of one is deleted after a year at the latest. */
const KEPT_DAYS = 400;

const ForgetImported = defineRecurringJob({
  name: 'forget-imported-stock',
  title: 'Forget rows of old imports',
  everyMs: 86_400_000,
});

/** What became of rows of old imports; their movements stay. */
@Injectable()
export class ForgetImportedStock {
  constructor(private readonly database: Database) {}

  @HandlesJob(ForgetImported)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from imported_stock where created_at < clock_timestamp() - $1 * interval '1 day'`,
      [KEPT_DAYS],
    );
  }
}
