import { Injectable } from '@nestjs/common';
import type { FileColumns, FilePages } from '@tandem/http';
import { toEntry, type AuditRow } from './audit-row.js';
import type { AuditEntry, AuditFilterQuery } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';

/** What one file costs at most: memory, rows, and looks into the log. */
const BOUNDS = { atOnce: 200, mostRows: 100_000, mostLooks: 1_000 };

export const AUDIT_COLUMNS: FileColumns<AuditEntry> = {
  id: ({ id }) => id,
  changed_at: ({ changed_at }) => changed_at,
  changed_by: ({ changed_by }) => changed_by,
  changed_by_email: ({ changed_by_email }) => changed_by_email,
  operation: ({ operation }) => operation,
  table_schema: ({ table_schema }) => table_schema,
  table_name: ({ table_name }) => table_name,
  record_id: ({ record_id }) => record_id,
  old_values: ({ old_values }) => old_values,
  new_values: ({ new_values }) => new_values,
  ip_address: ({ ip_address }) => ip_address,
  user_agent: ({ user_agent }) => user_agent,
};

/** Changes on record as a file. */
@Injectable()
export class ExportAudit {
  constructor(private readonly queries: AuditQueries) {}

  /** Some changes at a time. @throws DomainError when the filters make no sense */
  async *pages(filter: AuditFilterQuery): FilePages<AuditEntry> {
    const pages = this.queries.all(filter, BOUNDS);
    let last: AuditRow | undefined;
    let page = await pages.next();
    for (; !page.done; page = await pages.next()) {
      last = page.value.at(-1) ?? last;
      yield page.value.map(toEntry);
    }
    // A file that ends early has to say so.
    if (!page.value) return undefined;
    return last
      ? `There are more changes. Ask for those before ${last.changed_at.toISOString()}.`
      : 'Nothing was found in the part of the log that one file looks through. Narrow the time.';
  }
}
