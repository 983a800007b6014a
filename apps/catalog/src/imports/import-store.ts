import { pause } from '@tandem/kernel';
import { transaction, type Database, type Queryable, type Tx } from '@tandem/persistence';
import type { AppliedRows } from './apply-rows.js';
import { addWaiting } from './import-stock-store.js';
import type { ImportColumn } from './import-fields.js';
import { addWaitingPictures } from './pictures/waiting-pictures.js';
import type { Place } from './read-rows.js';
import { keepErrors } from './row-errors.js';
import { ENDED, tellImporter, type EndedImport } from './tell-importer.js';

/** A piece of a file as it is kept; all but the last one are as long as this. */
export const CHUNK_BYTES = 256 * 1024;

export interface RunningImport {
  is_dry_run: boolean;
  file_name: string;
  format: string;
  delimiter: string | null;
  columns: ImportColumn[];
  position: number;
  last_row: number;
  by: string | null;
  by_name: string | null;
}

/** Begins or goes on with an import. @returns null when there is nothing to do any more. */
export async function takeUp(db: Queryable, id: string): Promise<RunningImport | null> {
  const [row] = await db.query<RunningImport>(
    `update imports set status = 'running', started_at = coalesce(started_at, clock_timestamp())
      where id = $1 and status in ('queued', 'running') and file_deleted_at is null
      returning is_dry_run, file_name, format, delimiter, columns, position::float8, last_row, by, by_name`,
    [id],
  );
  return row ?? null;
}

/**
 * Holds an import at the place that the caller has read from.
 * @returns false when it was cancelled, or when another process has gone on with it.
 */
export async function holdAt(tx: Tx, id: string, { position, row }: Place): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `select id from imports
      where id = $1 and status = 'running' and position = $2 and last_row = $3 for update`,
    [id, position, row],
  );
  return rows.length > 0;
}

/**
 * Moves on, in the transaction of the rows that it moves over.
 * @returns whether there are pictures to fetch.
 */
export async function moveTo(
  tx: Tx,
  id: string,
  { position, row }: Place,
  { created, updated, unchanged, errors, stock, pictures }: AppliedRows,
): Promise<boolean> {
  await tx.execute(
    `update imports set position = $2, last_row = $3, created = created + $4, updated = updated + $5,
       unchanged = unchanged + $6, failed = failed + $7 where id = $1`,
    [id, position, row, created, updated, unchanged, errors.length],
  );
  if (errors.length > 0) await keepErrors(tx, id, errors);
  await addWaiting(tx, id, stock);
  return addWaitingPictures(tx, id, pictures);
}

/** Ends an import that is waiting or under way; its author is told of what was not taken in. */
export function end(
  database: Database,
  id: string,
  status: 'completed' | 'failed',
  problem: string | null = null,
): Promise<void> {
  return transaction(database, async (tx) => {
    const [ended] = await tx.query<EndedImport>(
      `update imports set status = $2, problem = $3, finished_at = clock_timestamp()
        where id = $1 and status in ('queued', 'running')
        returning ${ENDED}`,
      [id, status, problem],
    );
    if (ended) await tellImporter(tx, id, ended);
  });
}

/** So many bytes are taken apart before others have their turn. */
const READ_AT_ONCE = 16 * 1024;

/** The bytes of a file from a position on. */
export async function* readBytes(
  database: Database,
  id: string,
  position: number,
): AsyncGenerator<Buffer> {
  let number = Math.floor(position / CHUNK_BYTES);
  let skip = position % CHUNK_BYTES;
  for (;;) {
    const [chunk] = await database.query<{ bytes: Buffer }>(
      'select bytes from import_chunks where import_id = $1 and number = $2',
      [id, number],
    );
    if (!chunk) return;
    for (let at = skip; at < chunk.bytes.length; at += READ_AT_ONCE) {
      yield chunk.bytes.subarray(at, at + READ_AT_ONCE);
      await pause(1);
    }
    skip = 0;
    number += 1;
  }
}
