import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { conflict } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import type { Editor } from '../content/editor.js';
import { ChangeInBulk } from './bulk.job.js';
import { holdRun, requireState, type RunSubject } from './bulk-run.js';

/** Gives the parts of a run their former values again, apart from those that somebody has changed since. */
@Injectable()
export class UndoBulk {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** @throws DomainError 404, or 409 `bulk_state` or `nothing_to_undo`. */
  async undo(id: string, editor: Editor, subject: RunSubject): Promise<void> {
    await transaction(this.database, async (tx) => {
      const run = await holdRun(tx, id, subject);
      requireState(run, 'finished', 'cancelled');
      if (run.done === 0)
        throw conflict('nothing_to_undo', 'This bulk change has changed no part.');
      await tx.execute(
        `update bulk_runs set state = 'undoing', ended_at = null, acting_by = $2, acting_by_name = $3 where id = $1`,
        [id, editor.id, editor.name],
      );
      await this.jobs.enqueue(tx, ChangeInBulk, { run_id: id }, { key: id });
    });
  }
}
