import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { conflict } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { Editor } from '../content/editor.js';
import { ChangeInBulk } from './bulk.job.js';
import { holdRun, requireState, type RunSubject } from './bulk-run.js';
import { freezeRun } from './preview-bulk.js';
import { StartBulk } from './start-bulk.js';

/** Does again what a run could not do, once: a percentage would count twice. */
@Injectable()
export class RepeatBulk {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly startBulk: StartBulk,
  ) {}

  /**
   * One that waits for its next try goes on at once; of one that has ended, the parts that stayed as they were are changed by a new run.
   * @returns the run that does it, whoever asked for it first.
   * @throws DomainError 404, or 409 `bulk_state` or `nothing_to_repeat`.
   */
  repeat(id: string, editor: Editor, subject: RunSubject): Promise<string> {
    return transaction(this.database, async (tx) => {
      const run = await holdRun(tx, id, subject);
      if (run.state === 'running' || run.state === 'undoing') {
        await this.jobs.enqueue(tx, ChangeInBulk, { run_id: id }, { key: id });
        return id;
      }
      requireState(run, 'finished');
      const [repeat] = await tx.query<{ id: string }>(
        'select id from bulk_runs where repeats = $1',
        [id],
      );
      if (repeat) return repeat.id;
      const ids = await partsLeft(tx, id);
      if (ids.length === 0)
        throw conflict(
          'nothing_to_repeat',
          'No part of this bulk change is left to be changed: each was changed, or has been deleted.',
        );
      const again = await freezeRun(tx, ids, run.change, editor, id);
      await this.startBulk.begin(tx, again, editor);
      return again;
    });
  }
}

async function partsLeft(tx: Tx, runId: string): Promise<number[]> {
  const rows = await tx.query<{ part_id: number }>(
    `select b.part_id from bulk_rows b join parts p on p.id = b.part_id
      where b.run_id = $1 and b.result in ('conflict', 'refused') and p.deleted_at is null order by b.n`,
    [runId],
  );
  return rows.map(({ part_id }) => part_id);
}
