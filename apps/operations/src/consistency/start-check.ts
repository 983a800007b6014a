import { Injectable } from '@nestjs/common';
import { HandlesJob, Jobs } from '@tandem/jobs';
import { conflict, DomainError } from '@tandem/kernel';
import { Database, isUniqueViolation, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { OperationsConfig } from '../config.js';
import { BeginConsistencyCheck, CheckConsistency } from './check-job.js';
import { CHECK_NAMES } from './check-names.js';
import { insertRun } from './run-store.js';

/** Begins a run; which instance works on it is not said. */
@Injectable()
export class StartCheck {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    readonly config: OperationsConfig,
  ) {}

  /**
   * @param by the person; null when the clock did.
   * @returns the id of the run.
   * @throws DomainError check_running (409)
   */
  async start(checks: readonly string[], by: { id: string; name: string } | null): Promise<string> {
    const id = uuidv7();
    try {
      await transaction(this.database, async (tx) => {
        await insertRun(tx, {
          id,
          checks: [...new Set(checks)],
          started_by: by?.id ?? null,
          started_by_name: by?.name ?? null,
        });
        await this.jobs.enqueue(tx, CheckConsistency, { run_id: id }, { key: id, once: true });
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict('check_running', 'A check of consistency is under way.');
    }
    return id;
  }

  @HandlesJob(BeginConsistencyCheck, ({ config }: StartCheck) => ({ cron: config.consistencyCron }))
  async begin(): Promise<void> {
    try {
      await this.start(CHECK_NAMES, null);
    } catch (error) {
      // Somebody has begun one.
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
