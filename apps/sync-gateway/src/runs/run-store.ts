import type { SyncKind } from '@tandem/contracts';
import type { Database, Tx } from '@tandem/persistence';
import type { RunCursor, RunError, RunPage } from './run-plan.js';
import { RUN_COLUMNS, type SyncRun } from './sync-run.js';

/** As many errors are kept of a run; what is beyond them is counted only. */
const MOST_ERRORS = 1_000;
const LONGEST = 200;

/** A run in the hands of one instance: whatever it writes of it names this fence. */
export interface HeldRun extends SyncRun {
  fence: number;
  options: Record<string, unknown>;
  cursor: RunCursor | null;
}

/** Another instance works on the run, or it has ended: nothing of this one's is written any more. */
export class RunLost extends Error {
  constructor(id: string) {
    super(`the run ${id} is in other hands`);
    this.name = 'RunLost';
  }
}

/** @throws QueryFailedError, a unique violation, when a run of this kind is under way. */
export async function insertRun(
  tx: Tx,
  run: { id: string; kind: SyncKind; options: Record<string, unknown>; startedBy: string | null },
): Promise<SyncRun> {
  const [row] = await tx.query<SyncRun>(
    `insert into sync_runs (id, kind, options, started_by) values ($1, $2, $3, $4) returning ${RUN_COLUMNS}`,
    [run.id, run.kind, JSON.stringify(run.options), run.startedBy],
  );
  return row!;
}

/** Takes a run over from whoever had it. Null when it has ended. */
export async function takeRun(database: Database, id: string): Promise<HeldRun | null> {
  const [row] = await database.query<HeldRun>(
    `update sync_runs set fence = fence + 1, heard_at = clock_timestamp() where id = $1 and status = 'running'
     returning ${RUN_COLUMNS}, fence::float8, options, cursor`,
    [id],
  );
  return row ?? null;
}

/**
 * Moves a run on by a page. It comes first in its transaction: the row stays locked to the commit, so a run that is taken
 * over meanwhile is taken over after the page, or the page is not written.
 * @throws RunLost
 */
export async function writePage(
  tx: Tx,
  { id, fence }: HeldRun,
  { next, processed, total, errors = [] }: RunPage,
  { tell }: { tell: boolean },
): Promise<HeldRun> {
  const ended = next === null;
  const [row] = await tx.query<HeldRun>(
    `update sync_runs
        set cursor = $3, processed = processed + $4, total = coalesce($5, total), failed = failed + $6,
            version = version + case when $7 or $8 then 1 else 0 end, heard_at = clock_timestamp(),
            status = case when $8 then 'completed' else status end,
            finished_at = case when $8 then clock_timestamp() end
      where id = $1 and fence = $2 and status = 'running'
     returning ${RUN_COLUMNS}, fence::float8, options, cursor`,
    [id, fence, next && JSON.stringify(next), processed, total ?? null, errors.length, tell, ended],
  );
  if (!row) throw new RunLost(id);
  if (errors.length > 0) await insertErrors(tx, row, errors);
  return row;
}

/** @throws RunLost */
export async function failRun(tx: Tx, { id, fence }: HeldRun, reason: string): Promise<SyncRun> {
  const [row] = await tx.query<SyncRun>(
    `update sync_runs set status = 'failed', reason = left($3, 100), finished_at = clock_timestamp(), version = version + 1
      where id = $1 and fence = $2 and status = 'running' returning ${RUN_COLUMNS}`,
    [id, fence, reason],
  );
  if (!row) throw new RunLost(id);
  return row;
}

async function insertErrors(tx: Tx, run: HeldRun, errors: readonly RunError[]): Promise<void> {
  const first = run.failed - errors.length + 1;
  const kept = errors.slice(0, Math.max(0, MOST_ERRORS - first + 1));
  await tx.execute(
    `insert into sync_run_errors (run_id, n, subject, reason)
     select $1, $2::int + e.n::int - 1, e.subject, e.reason
       from unnest($3::text[], $4::text[]) with ordinality as e (subject, reason, n)`,
    [
      run.id,
      first,
      kept.map(({ subject }) => subject.slice(0, LONGEST)),
      kept.map(({ reason }) => reason.slice(0, LONGEST)),
    ],
  );
}

/** The runs that nobody has been heard of for so long: their jobs may be lost. */
export async function silentRuns(database: Database, silentMs: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from sync_runs where status = 'running' and heard_at < clock_timestamp() - $1 * interval '1 ms'`,
    [silentMs],
  );
  return rows.map(({ id }) => id);
}
