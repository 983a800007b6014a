import { DomainError, type FieldError } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import type { FileRow } from './read-rows.js';

/** Failed rows that are kept of one import. How many failed is counted beyond. */
export const MOST_ERRORS_KEPT = 100_000;

export interface RowError {
  row: number;
  errors: readonly FieldError[];
  cells: NonNullable<FileRow['cells']>;
}

/** Keeps rows that have failed, in the transaction that counts them. */
export async function keepErrors(tx: Tx, id: string, errors: readonly RowError[]): Promise<void> {
  await tx.execute(
    `insert into import_errors (import_id, row, errors, cells)
     select i.id, e.row, e.errors, e.cells
       from imports i cross join jsonb_to_recordset($2::jsonb) as e (row integer, errors jsonb, cells jsonb)
      where i.id = $1 and i.failed <= $3
     on conflict (import_id, row) do update set errors = import_errors.errors || excluded.errors`,
    [id, storable(errors), MOST_ERRORS_KEPT],
  );
}

/** The database takes neither NUL nor half of a character. */
const storable = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed().replaceAll('\0', '\ufffd') : inner,
  );

/** The names that a file has for what a request calls otherwise. */
const CALLED: Record<string, string> = {
  category_id: 'category',
  genre_ids: 'genres',
  platform_ids: 'platforms',
  'price.amount': 'price',
  'price.currency': 'currency',
};

/** What a refusal says of fields. @throws what is no refusal. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  if (!(error instanceof DomainError)) throw error;
  const errors = (error.extra['errors'] as FieldError[] | undefined) ?? [
    { field: 'row', message: error.message },
  ];
  return errors.map(({ field, message }) => ({ field: CALLED[field] ?? field, message }));
}
