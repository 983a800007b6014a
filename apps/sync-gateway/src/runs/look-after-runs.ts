import { Injectable } from '@nestjs/common';
import { HandlesJob, Jobs } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { LookAfterSyncRuns, WorkOnSyncRun } from './run-job.js';
import { silentRuns } from './run-store.js';

/** Longer than any page takes, waits for the budget included. */
const SILENT_MS = 300_000;
const KEPT_DAYS = 30;

/** A run whose job was lost, as when somebody emptied the queue, would keep its kind from ever running again. */
@Injectable()
export class LookAfterRuns {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
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
    await this.database.execute(
      `delete from sync_runs where status <> 'running' and finished_at < clock_timestamp() - make_interval(days => $1)`,
      [KEPT_DAYS],
    );
  }
}
