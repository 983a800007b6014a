import type { Tx } from '@tandem/persistence';
import { tellAuthor } from '../content/tell-author.js';
import { ROW_RESULTS, type BulkRow, type RowResult, type RunState } from './bulk-run.js';

/** What became of a row. */
export type Settled = Pick<BulkRow, 'n' | 'version' | 'result' | 'reason'>;

/** The next rows with this result; the caller holds the run. */
export function nextRows(
  tx: Tx,
  runId: string,
  result: RowResult,
  limit: number,
): Promise<BulkRow[]> {
  return tx.query<BulkRow>(
    `select n, part_id, version, before, after, result, reason from bulk_rows
      where run_id = $1 and result = $2 order by n limit $3`,
    [runId, result, limit],
  );
}

/** Writes down what became of rows that all had the result `from`, and moves the counts of their run. */
export async function settleRows(
  tx: Tx,
  runId: string,
  from: RowResult,
  rows: readonly Settled[],
): Promise<void> {
  await tx.execute(
    `update bulk_rows b set version = s.version, result = s.result, reason = s.reason
       from jsonb_populate_recordset(null::bulk_rows, $2::jsonb) s
      where b.run_id = $1 and b.n = s.n`,
    [runId, JSON.stringify(rows)],
  );
  const moved = ROW_RESULTS.map(
    (result) =>
      rows.filter((row) => row.result === result).length - (result === from ? rows.length : 0),
  );
  await tx.execute(
    `update bulk_runs set open = open + $2, done = done + $3, unchanged = unchanged + $4, conflicts = conflicts + $5,
            refused = refused + $6, restored = restored + $7, not_restored = not_restored + $8
      where id = $1`,
    [runId, ...moved],
  );
}

/** All its rows have been dealt with; who had it done is told when some of the parts stayed as they were. */
export async function endRun(tx: Tx, runId: string, state: RunState): Promise<void> {
  const [ended] = await tx.query<{ acting_by: string | null; left: number; parts: number }>(
    `update bulk_runs set state = $2, ended_at = clock_timestamp() where id = $1
     returning acting_by, parts, case when state = 'undone' then not_restored else conflicts + refused end as left`,
    [runId, state],
  );
  if (!ended || ended.left === 0) return;
  const { acting_by, left, parts } = ended;
  const what = state === 'undone' ? 'could not be put back' : 'were not changed';
  await tellAuthor(tx, acting_by, {
    update: 'bulk_change',
    part_id: null,
    run_id: runId,
    retrying: false,
    detail: `${left} of the ${parts} parts of your bulk change ${what}. They are as they were. Open the change to see why.`,
  });
}

/** What rows of stock are sent to inventory for. */
export type SentAs = 'change' | 'undo';

const SENT_FROM = { change: 'open', undo: 'done' } as const;

/** Rows that inventory was told of, or was about to be, and has not answered for; the caller holds the run. */
export async function unansweredRows(
  tx: Tx,
  runId: string,
): Promise<{ as: SentAs; rows: BulkRow[] } | undefined> {
  for (const as of ['change', 'undo'] as const) {
    const rows = await tx.query<BulkRow>(
      `select n, part_id, version, before, after, result, reason from bulk_rows
        where run_id = $1 and result = $2 and sent_as = $3 order by n`,
      [runId, SENT_FROM[as], as],
    );
    if (rows.length > 0) return { as, rows };
  }
  return undefined;
}

/** Marks the next rows as those that inventory is told of; the caller holds the run. */
export async function sendRows(
  tx: Tx,
  runId: string,
  as: SentAs,
  limit: number,
): Promise<BulkRow[]> {
  const rows = await nextRows(tx, runId, SENT_FROM[as], limit);
  await tx.execute(`update bulk_rows set sent_as = $2 where run_id = $1 and n = any ($3::int[])`, [
    runId,
    as,
    rows.map(({ n }) => n),
  ]);
  return rows;
}
