import type { Tx } from '@tandem/persistence';
import { importNotFound } from './errors.js';
import type { ImportColumn } from './import-fields.js';

export interface HeldImport {
  status: string;
  is_dry_run: boolean;
  has_file: boolean;
  file_name: string;
  format: 'csv' | 'jsonl';
  columns: ImportColumn[];
}

/** The locked row of an import: who says how it goes on waits here. @throws DomainError 404 */
export async function holdImport(tx: Tx, id: string): Promise<HeldImport> {
  const [row] = await tx.query<HeldImport>(
    `select status, is_dry_run, file_deleted_at is null as has_file, file_name, format, columns
       from imports where id = $1 for update`,
    [id],
  );
  if (!row) throw importNotFound(id);
  return row;
}
