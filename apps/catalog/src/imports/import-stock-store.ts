import type { ImportedStock } from '@tandem/contracts';
import type { Queryable, Tx } from '@tandem/persistence';
import type { FileRow } from './read-rows.js';
import { keepErrors } from './row-errors.js';

/** What a row has been counted as. */
export type CountedAs = 'created' | 'updated' | 'unchanged';

/** Stock that a row asks for and that inventory is to be told of. */
export interface WaitingStock {
  row: number;
  part_id: number;
  current_stock: number;
  counted_as: CountedAs;
  cells: NonNullable<FileRow['cells']>;
}

const ROWS_AT_ONCE = 200;

/** In the transaction of the rows it comes from. */
export async function addWaiting(
  tx: Tx,
  id: string,
  waiting: readonly WaitingStock[],
): Promise<void> {
  if (waiting.length === 0) return;
  await tx.execute(
    `insert into import_stock (import_id, row, part_id, current_stock, counted_as, cells)
     select $1, row, part_id, current_stock, counted_as, cells
       from jsonb_to_recordset($2::jsonb) as w (row integer, part_id integer, current_stock integer, counted_as text, cells jsonb)`,
    [id, JSON.stringify(waiting)],
  );
}

/** Of each part its first row. */
export function readWaiting(
  db: Queryable,
  id: string,
): Promise<Pick<WaitingStock, 'row' | 'part_id' | 'current_stock'>[]> {
  return db.query(
    `select distinct on (part_id) row, part_id, current_stock from import_stock
      where import_id = $1 order by part_id, row limit $2`,
    [id, ROWS_AT_ONCE],
  );
}

/** What inventory has answered counts with its row: one that it refuses has failed, though the rest of it is written. */
export async function settleWaiting(
  tx: Tx,
  id: string,
  results: readonly ImportedStock[],
): Promise<void> {
  // Whoever changes the counts holds the import first.
  await tx.query('select from imports where id = $1 for update', [id]);
  const settled = await tx.query<
    Pick<WaitingStock, 'row' | 'counted_as' | 'cells'> & ImportedStock
  >(
    `delete from import_stock s
      using jsonb_to_recordset($2::jsonb) as r (row integer, outcome text, message text)
      where s.import_id = $1 and s.row = r.row
      returning s.row, s.counted_as, s.cells, r.outcome, r.message`,
    [id, JSON.stringify(results)],
  );
  const refused = settled.filter(({ outcome }) => outcome === 'refused');
  const wasCounted = (as: CountedAs) =>
    refused.filter(({ counted_as }) => counted_as === as).length;
  const more = settled.filter(
    ({ outcome, counted_as }) => outcome === 'changed' && counted_as === 'unchanged',
  ).length;
  await tx.execute(
    `update imports set created = created - $2, updated = updated - $3 + $4, unchanged = unchanged - $5 - $4, failed = failed + $6
      where id = $1`,
    [
      id,
      wasCounted('created'),
      wasCounted('updated'),
      more,
      wasCounted('unchanged'),
      refused.length,
    ],
  );
  await tx.execute(
    `update import_pictures p set counted_as = case r.outcome when 'refused' then 'failed' else 'updated' end
       from jsonb_to_recordset($2::jsonb) as r (row integer, outcome text)
      where p.import_id = $1 and p.row = r.row and (r.outcome = 'refused' or p.counted_as = 'unchanged' and r.outcome = 'changed')`,
    [id, JSON.stringify(results)],
  );
  if (refused.length > 0)
    await keepErrors(
      tx,
      id,
      refused.map(({ row, cells, message }) => ({
        row,
        cells,
        errors: [{ field: 'stock', message: message ?? 'was refused' }],
      })),
    );
}
