import { Injectable } from '@nestjs/common';
import { begun } from '@tandem/http';
import { defused } from '@tandem/kernel';
import { stringify } from 'csv-stringify/sync';
import { toEntry, type AuditRow } from './audit-row.js';
import type { AuditEntry, AuditFilterQuery } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';

const COLUMNS = [
  ...[
    'id',
    'changed_at',
    'changed_by',
    'changed_by_email',
    'operation',
    'table_schema',
    'table_name',
  ],
  ...['record_id', 'old_values', 'new_values', 'ip_address', 'user_agent'],
] as (keyof AuditEntry)[];

/** Spreadsheets take a file with it for UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
/** What one file costs at most: memory, rows, and looks into the log. */
const BOUNDS = { atOnce: 200, mostRows: 100_000, mostLooks: 1_000 };

/** Changes on record as a file. */
@Injectable()
export class ExportAudit {
  constructor(private readonly queries: AuditQueries) {}

  /** As CSV, some changes at a time. @throws DomainError when the filters make no sense */
  async csv(filter: AuditFilterQuery): Promise<AsyncGenerator<string>> {
    return begun(this.lines(filter));
  }

  private async *lines(filter: AuditFilterQuery): AsyncGenerator<string> {
    const pages = this.queries.all(filter, BOUNDS);
    let page = await pages.next();
    yield BYTE_ORDER_MARK + stringify([COLUMNS]);
    let last: AuditRow | undefined;
    for (; !page.done; page = await pages.next()) {
      last = page.value.at(-1) ?? last;
      if (page.value.length > 0) yield stringify(page.value.map(cellsOf));
    }
    // A file that ends early has to say so.
    if (page.value)
      yield stringify([
        [
          last
            ? `There are more changes. Ask for those before ${last.changed_at.toISOString()}.`
            : 'Nothing was found in the part of the log that one file looks through. Narrow the time.',
        ],
      ]);
  }
}

function cellsOf(row: AuditRow): string[] {
  const entry = toEntry(row);
  return COLUMNS.map((column) => {
    const value = entry[column];
    return defused(typeof value === 'object' && value ? JSON.stringify(value) : (value ?? ''));
  });
}
