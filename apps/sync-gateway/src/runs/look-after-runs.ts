import { Injectable } from '@nestjs/common';
import { HandlesJob, Jobs, keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../config.js';
import { LookAfterSyncRuns, WorkOnSyncRun } from './run-job.js';
import { silentRuns } from './run-store.js';

/** Longer than any page takes, waits for the budget included. */
const SILENT_MS = 300_000;

/** A run whose job was lost, as when somebody emptied the queue, would keep its kind from ever running again. */
@Injectable()
export class LookAfterRuns {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly config: SyncConfig,
  ) {}

  @HandlesJob(LookAfterSyncRuns)
  async look(): Promise<void> {
    for (const run_id of await silentRuns(this.database, SILENT_MS)) {
      await this.jobs.enqueue(
        this.database,
        WorkOnSyncRun,
        { run_id },
        { key: run_id, once: true },
      );
    }
  }

  @Retains({ name: 'forget-sync-runs', title: 'Remove runs of synchronisation of long ago' })
  kept(): Kept[] {
    return [
      {
        table: 'sync_runs',
        since: 'finished_at',
        where: `status <> 'running'`,
        for: keptFor(this.config, 'syncRunDays'),
        // Each takes its errors with it.
        atOnce: 50,
      },
    ];
  }
}
