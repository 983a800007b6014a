import { Injectable } from '@nestjs/common';
import { invalidField } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { AuditQueries } from '../audit/audit.queries.js';
import type { Operation } from '../audit/audit.dto.js';
import type { AuditReport, AuditReportQuery } from './audit-report.dto.js';

/** Changes that one report counts at most, the newest of them. */
export const MOST_COUNTED = 200_000;
const DEFAULT_MS = 7 * 86_400_000;

interface Line {
  changed_by: string | null;
  changed_by_email: string | null;
  table_schema: string;
  table_name: string;
  operation: Operation;
  changes: number;
  last_changed_at: Date;
  /** Of all that was looked through. */
  looked_at: number;
  oldest: Date;
}

/** One person's or one table's changes are found by their index, newest first; both together are compared. */
const COUNTED = `
  with w as materialized (
    select changed_by, table_schema, table_name, operation, changed_at from operations.audit_entries
     where changed_at >= $1 and changed_at < $2 and ($3::uuid is null or changed_by = $3)
       and ($4::text is null or table_name = $4) and (not $5::boolean or changed_by is null)
     order by changed_at desc, id desc limit $6),
  looked as (select count(*)::integer as looked_at, min(changed_at) as oldest from w)
  select w.changed_by, p.email as changed_by_email, w.table_schema, w.table_name, w.operation,
         count(*)::integer as changes, max(w.changed_at) as last_changed_at, looked_at, oldest
    from w cross join looked left join auth.people p on p.id = w.changed_by
   group by w.changed_by, p.email, w.table_schema, w.table_name, w.operation, looked_at, oldest
   order by changes desc, last_changed_at desc limit 1000`;

/** Who did how much of what. */
@Injectable()
export class AuditReportQueries {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditQueries,
  ) {}

  /** @throws DomainError 422 when the period ends before it begins. */
  async report(query: AuditReportQuery): Promise<AuditReport> {
    const to = query.to ?? new Date();
    const from = query.from ?? new Date(to.getTime() - DEFAULT_MS);
    if (from >= to) throw invalidField('from', 'has to be before to');
    const period = { from: from.toISOString(), to: to.toISOString() };
    const whose = await this.audit.whose(query.changed_by);
    if (whose === 'unknown') return { items: [], ...period, counted_from: period.from };
    const lines = await this.database.query<Line>(COUNTED, [
      ...[from, to, typeof whose === 'object' ? whose.id : null],
      ...[query.table ?? null, whose === 'system', MOST_COUNTED],
    ]);
    const isWhole = (lines[0]?.looked_at ?? 0) < MOST_COUNTED;
    return {
      items: lines.map(({ looked_at: _looked, oldest: _oldest, last_changed_at, ...line }) => ({
        ...line,
        last_changed_at: last_changed_at.toISOString(),
      })),
      ...period,
      counted_from: isWhole ? period.from : lines[0]!.oldest.toISOString(),
    };
  }
}
