import type { Queryable } from '@tandem/persistence';
import type { Editor } from '../content/editor.js';
import { tooManyImports } from './errors.js';
import type { FileFormat } from './file-format.js';
import { columnsKey } from './import-fields.js';

/** Imports that wait or run at one time: each has a file in the database. */
const MOST_OPEN = 20;

interface NewImport {
  id: string;
  fileName: string;
  format: Omit<FileFormat, 'samples'>;
  dry: boolean;
  editor: Editor;
  /** The import whose failed rows the file has. */
  repeats?: string;
}

/** Begins to keep a file. @throws DomainError 409 `too_many_imports` */
export async function addImport(
  db: Queryable,
  { id, fileName, format: file, dry, editor, repeats }: NewImport,
): Promise<void> {
  const { format, delimiter, names, dataAt } = file;
  const made = await db.execute(
    `insert into imports (id, status, is_dry_run, file_name, format, delimiter, columns, columns_key, data_at, position, last_row,
       by, by_name, repeats)
     select $1, 'uploading', $2, $3, $4, $5, $6::jsonb, $7, $8, $8, $9, $10, $11, $12::uuid
      where (select count(*) from imports where status in ('uploading', 'queued', 'running')) < $13`,
    [
      id,
      dry,
      fileName,
      format,
      delimiter,
      JSON.stringify(names.map((name) => ({ name, field: null }))),
      columnsKey(names),
      dataAt,
      format === 'csv' ? 1 : 0,
      editor.id,
      editor.name,
      repeats ?? null,
      MOST_OPEN,
    ],
  );
  if (made === 0) throw tooManyImports(MOST_OPEN);
}

/** Keeps the next piece of a file; all but the last one are `CHUNK_BYTES` long. */
export async function addPiece(
  db: Queryable,
  id: string,
  number: number,
  bytes: Buffer,
): Promise<void> {
  await db.execute(
    `with kept as (insert into import_chunks (import_id, number, bytes) values ($1, $2, $3))
     update imports set total_bytes = total_bytes + $4 where id = $1`,
    [id, number, bytes, bytes.length],
  );
}
