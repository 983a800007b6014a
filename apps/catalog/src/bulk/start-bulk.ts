import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { Editor } from '../content/editor.js';
import { ChangeInBulk } from './bulk.job.js';
import { holdRun, requireState, type RunSubject } from './bulk-run.js';

/** Has a previewed change made. */
@Injectable()
export class StartBulk {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** @throws DomainError 404, or 409 `bulk_state` when it was started or cancelled before. */
  async start(id: string, editor: Editor, subject: RunSubject): Promise<void> {
    await transaction(this.database, async (tx) => {
      requireState(await holdRun(tx, id, subject), 'ready');
      await this.begin(tx, id, editor);
    });
  }

  /** The caller holds the run, or has just made it. */
  async begin(tx: Tx, id: string, editor: Editor): Promise<void> {
    await tx.execute(
      `update bulk_runs set state = 'running', started_at = clock_timestamp(), acting_by = $2, acting_by_name = $3
        where id = $1`,
      [id, editor.id, editor.name],
    );
    await this.jobs.enqueue(tx, ChangeInBulk, { run_id: id }, { key: id });
  }
}
