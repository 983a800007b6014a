import { Injectable } from '@nestjs/common';
import { SyncStarted, type SyncKind } from '@tandem/contracts';
import { Jobs } from '@tandem/jobs';
import { conflict } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, isUniqueViolation, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { WorkOnSyncRun } from './run-job.js';
import { RunPlans } from './run-plan.js';
import { insertRun } from './run-store.js';
import { runNews } from './sync-run.js';

/** Begins a run; which instance works on it is not said. */
@Injectable()
export class StartRun {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly plans: RunPlans,
  ) {}

  /**
   * @param startedBy the person; null when the clock did.
   * @returns the id of the run.
   * @throws DomainError sync_running (409)
   */
  async start(
    kind: SyncKind,
    options: Record<string, unknown>,
    startedBy: string | null,
  ): Promise<string> {
    this.plans.of(kind);
    const id = uuidv7();
    try {
      await transaction(this.database, async (tx) => {
        const run = await insertRun(tx, { id, kind, options, startedBy });
        await this.jobs.enqueue(tx, WorkOnSyncRun, { run_id: id }, { key: id, once: true });
        await outbox.add(tx, SyncStarted, runNews(run));
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict('sync_running', 'A run of this kind is under way.', { kind });
    }
    return id;
  }
}
