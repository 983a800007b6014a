import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { HandlesJob, type RunningJob } from '@tandem/jobs';
import { DomainError, pause, type FieldError } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { writeChangesThrough } from '../content/content-cache.js';
import { asDomainError } from '../content/database-errors.js';
import type { ChangedPart } from '../content/content-writer.js';
import { EditParts, type EditOutcome } from '../content/edit-parts.js';
import { tellAuthor, TOLD_AT_ATTEMPT } from '../content/tell-author.js';
import { holdRun, type BulkRow, type HeldRun } from './bulk-run.js';
import { ChangeInBulk } from './bulk.job.js';
import { endRun, nextRows, settleRows, type Settled } from './bulk-store.js';
import { SendBulkStock } from './send-bulk-stock.js';

/** So many parts are locked at once. */
export const PARTS_AT_ONCE = 40;

const LONGEST_REASON = 300;
const CHANGED_MEANWHILE = 'Somebody changed the part in the meantime.';
const DELETED = 'The part was deleted.';
const CATEGORY_GONE = 'The category was deleted.';

/**
 * Makes a change, or takes it back, batch by batch. A batch and what became of its rows are one transaction, so that one
 * that is killed goes on where it was and no part is changed twice.
 */
@Injectable()
export class WorkThroughBulk {
  constructor(
    private readonly database: Database,
    private readonly editParts: EditParts,
    private readonly cache: VersionedCache,
    private readonly sendBulkStock: SendBulkStock,
  ) {}

  @HandlesJob(ChangeInBulk)
  async workThrough({ run_id }: { run_id: string }, { attempt }: RunningJob): Promise<void> {
    try {
      const { change } = await transaction(this.database, (tx) => holdRun(tx, run_id));
      const next = change.stock
        ? () => this.sendBulkStock.nextBatch(run_id)
        : () => this.nextBatch(run_id);
      while (await next());
    } catch (error) {
      if (attempt === TOLD_AT_ATTEMPT) await this.tellOfStop(run_id);
      throw error;
    }
  }

  private tellOfStop(runId: string): Promise<void> {
    return transaction(this.database, async (tx) => {
      const { acting_by } = await holdRun(tx, runId);
      await tellAuthor(tx, acting_by, {
        update: 'bulk_change',
        part_id: null,
        run_id: runId,
        retrying: true,
        detail:
          'Your bulk change has stopped. The parts that it has not reached are as they were. The shop tries again by itself. You can open the change and cancel it.',
      });
    });
  }

  /** @returns false when nothing of the run is left. */
  private async nextBatch(runId: string): Promise<boolean> {
    const begun = performance.now();
    const changes = await this.write(runId);
    if (!changes) return false;
    await writeChangesThrough(this.cache, changes);
    // Shoppers read from the same database: they have it to themselves for as long as the batch took.
    await pause(performance.now() - begun);
    return true;
  }

  private async write(runId: string): Promise<ChangedPart[] | null> {
    try {
      return await this.commit(runId, PARTS_AT_ONCE);
    } catch (error) {
      refusalOf(error);
    }
    // A rule refuses one of them: alone, each shows whether it is the one.
    try {
      return await this.commit(runId, 1);
    } catch (error) {
      return this.commit(runId, 1, refusalOf(error));
    }
  }

  private commit(runId: string, parts: number, refusal?: string): Promise<ChangedPart[] | null> {
    return transaction(this.database, async (tx) => {
      const run = await holdRun(tx, runId);
      if (run.state !== 'running' && run.state !== 'undoing') return null;
      const running = run.state === 'running';
      const from = running ? 'open' : 'done';
      const rows = await nextRows(tx, runId, from, parts);
      if (rows.length === 0) {
        await endRun(tx, runId, running ? 'finished' : 'undone');
        return null;
      }
      const { settled, changes } =
        refusal === undefined
          ? await this.edit(tx, run, rows)
          : { settled: rows.map((row) => refused(run, row, refusal)), changes: [] };
      await settleRows(tx, runId, from, settled);
      return changes;
    });
  }

  private async edit(
    tx: Tx,
    run: HeldRun,
    rows: readonly BulkRow[],
  ): Promise<{ settled: Settled[]; changes: ChangedPart[] }> {
    const undoing = run.state === 'undoing';
    const targets = rows.map((row) => ({ row, patch: undoing ? row.before : row.after }));
    const gone = await missingCategories(
      tx,
      targets.map(({ patch }) => patch.category_id),
    );
    const sound = targets.filter(({ patch }) => !gone.has(patch.category_id ?? ''));
    const edits = sound.map(({ row: { part_id, version }, patch }) => ({
      ...{ id: part_id, version, patch },
    }));
    const fields = Object.keys(run.change).map(fieldWord).join(', ');
    const summary = undoing ? `Bulk change undone: ${fields}` : `Bulk change: ${fields}`;
    const editor = { id: run.acting_by, name: run.acting_by_name };
    const { outcomes, changes } = await this.editParts.edit(tx, edits, editor, summary);
    const settled = targets.map(({ row }) => {
      const outcome = outcomes.get(row.part_id);
      return outcome ? settledAs(run, row, outcome) : refused(run, row, CATEGORY_GONE);
    });
    return { settled, changes };
  }
}

/** What a rule says against a part; other errors are thrown again, and the job is tried again. */
function refusalOf(thrown: unknown): string {
  const error = asDomainError(thrown);
  if (!(error instanceof DomainError)) throw error;
  const [first] = (error.extra['errors'] ?? []) as FieldError[];
  return (first ? `${first.field} ${first.message}` : error.message).slice(0, LONGEST_REASON);
}

const fieldWord = (field: string): string => (field === 'category_id' ? 'category' : field);

const refused = ({ state }: HeldRun, { n, version }: BulkRow, reason: string): Settled => ({
  ...{ n, version, reason },
  result: state === 'undoing' ? 'not_restored' : 'refused',
});

function settledAs(run: HeldRun, row: BulkRow, outcome: EditOutcome): Settled {
  const { n, version } = row;
  const undoing = run.state === 'undoing';
  switch (outcome.result) {
    case 'done':
      return { n, version: outcome.version, reason: null, result: undoing ? 'restored' : 'done' };
    case 'unchanged':
      return { n, version, reason: null, result: undoing ? 'restored' : 'unchanged' };
    case 'conflict':
      return {
        n,
        version,
        reason: CHANGED_MEANWHILE,
        result: undoing ? 'not_restored' : 'conflict',
      };
    case 'gone':
      return refused(run, row, DELETED);
  }
}

/** Of the categories that parts are to go into, those that are no longer there; the others stay until the commit. */
async function missingCategories(
  tx: Tx,
  wanted: readonly (string | null | undefined)[],
): Promise<Set<string>> {
  const ids = [...new Set(wanted.filter((id) => typeof id === 'string'))];
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `select id from categories where id = any ($1::uuid[]) order by id for key share`,
    [ids],
  );
  const there = new Set(rows.map(({ id }) => id));
  return new Set(ids.filter((id) => !there.has(id)));
}
