import type { Queryable, Tx } from '@tandem/persistence';
import type { CountedAs } from '../import-stock-store.js';
import type { FileRow } from '../read-rows.js';
import type { NamedPicture } from './place-pictures.js';

/** Pictures of a row that are to be fetched once the row is written. */
export interface WaitingPictures {
  row: number;
  part_id: number;
  pictures: NamedPicture[];
  /** The images that the part has now. */
  replaces: string[];
  counted_as: CountedAs | 'failed';
  cells: NonNullable<FileRow['cells']>;
}

/** What is known of a row when its pictures are fetched. */
export type DuePictures = Pick<WaitingPictures, 'row' | 'part_id' | 'pictures'> & {
  failures: number;
};

const stillToFetch = ({ pictures }: Pick<WaitingPictures, 'pictures'>): number =>
  pictures.filter(({ sha256 }) => sha256 === null).length;

/**
 * In the transaction of the rows they come from. A row about a part goes in the place of an earlier one.
 * @returns whether there is something to fetch.
 */
export async function addWaitingPictures(
  tx: Tx,
  id: string,
  rows: readonly WaitingPictures[],
): Promise<boolean> {
  if (rows.length === 0) return false;
  const gone = await tx.query<{ waiting: number }>(
    `delete from import_pictures where import_id = $1 and part_id = any ($2::integer[]) returning waiting`,
    [id, rows.map(({ part_id }) => part_id)],
  );
  const added = rows
    .map((row) => ({ ...row, waiting: stillToFetch(row) }))
    .filter(({ waiting }) => waiting > 0);
  if (added.length > 0)
    await tx.execute(
      `insert into import_pictures (import_id, row, part_id, pictures, waiting, replaces, counted_as, cells)
       select $1, row, part_id, pictures, waiting, replaces, counted_as, cells
         from jsonb_to_recordset($2::jsonb) as w
           (row integer, part_id integer, pictures jsonb, waiting smallint, replaces uuid[], counted_as text, cells jsonb)`,
      [id, JSON.stringify(added)],
    );
  const sum = (all: readonly { waiting: number }[]) =>
    all.reduce((n, { waiting }) => n + waiting, 0);
  const more = sum(added) - sum(gone);
  if (more !== 0)
    await tx.execute(`update imports set images_waiting = images_waiting + $2 where id = $1`, [
      id,
      more,
    ]);
  return added.length > 0;
}

/** Those whose turn it is. What inventory still has to say of a row comes first. */
export function readDue(db: Queryable, id: string, most: number): Promise<DuePictures[]> {
  return db.query<DuePictures>(
    `select row, part_id, pictures, failures from import_pictures p
      where import_id = $1 and due_at <= clock_timestamp()
        and not exists (select from import_stock s where (s.import_id, s.row) = (p.import_id, p.row))
      order by due_at, row limit $2`,
    [id, most],
  );
}

/** When there is something to do again, in milliseconds; null: nothing waits. */
export async function dueIn(db: Queryable, id: string): Promise<number | null> {
  const [{ ms } = { ms: null }] = await db.query<{ ms: number | null }>(
    `select extract(epoch from min(due_at) - clock_timestamp())::float8 * 1000 as ms from import_pictures where import_id = $1`,
    [id],
  );
  return ms;
}

/** Keeps what is fetched already, so that it is not fetched again. */
export async function postpone(
  db: Queryable,
  id: string,
  { row, part_id, pictures }: DuePictures,
  ms: number,
): Promise<void> {
  await db.execute(
    `update import_pictures set pictures = $4::jsonb, failures = failures + 1,
         due_at = clock_timestamp() + $5::float8 * interval '1 millisecond'
      where import_id = $1 and row = $2 and part_id = $3`,
    [id, row, part_id, JSON.stringify(pictures), ms],
  );
}

/** Holds a row whose pictures are fetched, and takes it out. Null: somebody else has, or a later row has taken its place. */
export async function takeOut(
  tx: Tx,
  id: string,
  { row, part_id }: DuePictures,
): Promise<Pick<WaitingPictures, 'replaces' | 'counted_as' | 'cells'> | null> {
  const [taken] = await tx.query<
    Pick<WaitingPictures, 'replaces' | 'counted_as' | 'cells'> & { waiting: number }
  >(
    `delete from import_pictures where import_id = $1 and row = $2 and part_id = $3
      returning replaces, counted_as, cells, waiting`,
    [id, row, part_id],
  );
  if (!taken) return null;
  await tx.execute(`update imports set images_waiting = images_waiting - $2 where id = $1`, [
    id,
    taken.waiting,
  ]);
  return taken;
}
