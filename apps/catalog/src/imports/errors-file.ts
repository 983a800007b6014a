import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { stringify } from 'csv-stringify/sync';
import { defused, type FieldError } from '@tandem/kernel';
import { asText } from './file-format.js';
import type { ImportColumn } from './import-fields.js';

const ROWS_AT_ONCE = 500;

interface ErrorRow {
  row: number;
  errors: FieldError[];
  cells: string[] | Record<string, unknown>;
}

/** The rows that failed, each with why and as it was: mended, the file can be imported. */
@Injectable()
export class ErrorsFile {
  constructor(private readonly database: Database) {}

  /** CSV, page by page. */
  async *lines(id: string, columns: readonly ImportColumn[]): AsyncGenerator<string> {
    yield stringify([
      ['error_row', 'error_field', 'error_message', ...columns.map(({ name }) => name)].map(
        defused,
      ),
    ]);
    for (let after = 0; ;) {
      const rows = await this.database.query<ErrorRow>(
        `select row, errors, cells from import_errors where import_id = $1 and row > $2 order by row limit $3`,
        [id, after, ROWS_AT_ONCE],
      );
      if (rows.length === 0) return;
      yield stringify(rows.map((row) => lineOf(row, columns)));
      after = rows.at(-1)!.row;
    }
  }
}

function lineOf({ row, errors, cells }: ErrorRow, columns: readonly ImportColumn[]): string[] {
  // Cells of a CSV file are written as they were, for they are read again.
  const was = Array.isArray(cells)
    ? cells
    : columns.map(({ name }) => defused(asText(cells[name] ?? cells['line'])));
  return [
    String(row),
    errors.map(({ field }) => field).join(', '),
    errors.map(({ field, message }) => `${field} ${message}`).join('; '),
    ...was,
  ];
}
