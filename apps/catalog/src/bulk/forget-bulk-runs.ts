import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { CatalogConfig } from '../config.js';

const DAY_SECONDS = 86_400;

/** Runs that ended long ago, with their rows, and previews of yesterday: those say nothing of the parts of today. */
@Injectable()
export class ForgetBulkRuns {
  constructor(private readonly config: CatalogConfig) {}

  @Retains({ name: 'forget-bulk-previews', title: 'Forget old bulk changes' })
  kept(): Kept[] {
    // One a statement: a run has up to 20,000 rows.
    const runs = { table: 'bulk_runs', atOnce: 1 };
    return [
      { ...runs, since: 'created_at', where: 'started_at is null', for: { seconds: DAY_SECONDS } },
      { ...runs, since: 'ended_at', for: keptFor(this.config, 'bulkRunDays') },
    ];
  }
}
