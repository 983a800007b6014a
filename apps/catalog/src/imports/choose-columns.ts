import type { Queryable } from '@tandem/persistence';
import { badMapping } from './errors.js';
import {
  columnsKey,
  IMPORT_FIELDS,
  proposeColumns,
  type ImportColumn,
  type ImportField,
} from './import-fields.js';

/** What the columns were for the last time a file had the same, else what their names tell. */
export async function columnsProposed(
  db: Queryable,
  names: readonly string[],
): Promise<ImportColumn[]> {
  const [before] = await db.query<{ columns: ImportColumn[] }>(
    `select columns from imports where columns_key = $1 and status <> 'uploading' order by created_at desc limit 1`,
    [columnsKey(names)],
  );
  if (!before) return proposeColumns(names);
  const known = new Map(
    before.columns.map(({ name, field, withheld }) => [name.toLowerCase(), withheld ?? field]),
  );
  return names.map((name) => ({ name, field: known.get(name.toLowerCase()) ?? null }));
}

/**
 * The columns with the fields that staff chose for them: `{"Item no.": "sku", "Notes": null}`. A column that is not named
 * stays as it was proposed.
 * @throws DomainError 422 naming `mapping`.
 */
export function chosenColumns(
  proposed: readonly ImportColumn[],
  mapping: string | undefined,
): ImportColumn[] {
  const chosen = mapping === undefined ? new Map<string, unknown>() : readMapping(mapping);
  const names = new Set(proposed.map(({ name }) => name));
  for (const name of chosen.keys())
    if (!names.has(name)) throw badMapping(`names ${name}, which is no column of the file`);
  const columns = proposed.map((column) => {
    const field = chosen.get(column.name);
    // Null is all that somebody can say of a column that is withheld from them.
    if (field === undefined || (field === null && column.withheld)) return column;
    return { name: column.name, field: known(column.name, field) };
  });
  const used = columns.map(({ field }) => field).filter((field) => field !== null);
  const twice = used.find((field, n) => used.indexOf(field) !== n);
  if (twice) throw badMapping(`has two columns for ${twice}`);
  if (!used.includes('sku'))
    throw badMapping('has no column for sku, by which parts are recognised');
  return columns;
}

function readMapping(text: string): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return new Map(Object.entries(value));
  } catch {
    // Said below.
  }
  throw badMapping('must be a JSON object of column names and fields');
}

function known(name: string, field: unknown): ImportField | null {
  if (field === null || IMPORT_FIELDS.includes(field as ImportField))
    return field as ImportField | null;
  throw badMapping(`has no known field for ${name}: ${IMPORT_FIELDS.join(', ')} or null`);
}
