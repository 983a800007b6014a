import { decodeCursor, encodeCursor, invalidField } from '@tandem/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { isUUID } from 'class-validator';
import type { AuditEntry, AuditPage, AuditQuery, Operation } from './audit.dto.js';

/** The most changes that one answer looks through: what no index finds costs no more than this. */
export const WINDOW = 5_000;

const SYSTEM = 'system';

interface Row {
  id: string;
  table_schema: string;
  table_name: string;
  record_id: string | null;
  operation: Operation;
  old_values: Record<string, unknown> | null;
  new_values: Record<string, unknown> | null;
  changed_by: string | null;
  changed_by_email: string | null;
  changed_at: Date;
  ip_address: string | null;
  user_agent: string | null;
}

/** Each combination of what is given has an index that ends with the time and the id: nothing is sorted. */
const LOOKED_THROUGH = `
  select id, table_schema, table_name, record_id, operation, old_values, new_values, changed_by, changed_at,
         ip_address, user_agent
    from operations.audit_entries
   where ($1::text is null or table_name = $1) and ($2::text is null or record_id = $2)
     and ($3::uuid is null or changed_by = $3)
     and ($4::timestamptz is null or changed_at >= $4) and ($5::timestamptz is null or changed_at < $5)
     and ($6::timestamptz is null or (changed_at, id) < ($6, $7::bigint))
   order by changed_at desc, id desc`;

/** Whose changes are asked for: of everybody, of no person, of one account, or of somebody who has none. */
type Whose = 'all' | 'system' | 'unknown' | { id: string };

@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /**
   * @throws DomainError 422 when a record is asked for without its table, since ids of records are only theirs.
   */
  async page(query: AuditQuery): Promise<AuditPage> {
    const { table = null, record_id: record = null, operation = null, limit } = query;
    if (record !== null && table === null)
      throw invalidField('record_id', 'needs the table that the record is of');
    const whose = await this.whose(query.changed_by);
    if (whose === 'unknown') return { items: [], next_cursor: null };
    const person = typeof whose === 'object' ? whose.id : null;
    const place = decodeCursor(query.cursor, { at: 'time', id: 'bigint' });
    // Only one of the two is looked up by an index; the other is compared, within the window.
    const looked = [
      ...[table, record, table === null ? person : null],
      ...[query.from ?? null, query.to ?? null, place?.at ?? null, place?.id ?? null],
    ];
    const q = query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null;
    const rows = await this.database.query<Row>(
      `select w.id, w.table_schema, w.table_name, w.record_id, w.operation, w.old_values, w.new_values, w.changed_by,
              p.email as changed_by_email, w.changed_at, w.ip_address, w.user_agent
         from (${LOOKED_THROUGH} limit ${WINDOW}) w
         left join auth.people p on p.id = w.changed_by
        where ($8::text is null or w.operation = $8) and ($9::uuid is null or w.changed_by = $9)
          and (not $10::boolean or w.changed_by is null)
          and ($11::text is null or w.old_values::text ilike $11 or w.new_values::text ilike $11)
        order by w.changed_at desc, w.id desc limit $12`,
      [...looked, operation, person, whose === 'system', q, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : await this.endOfWindow(looked);
    return {
      items: shown.map(toEntry),
      next_cursor: last ? encodeCursor({ at: last.changed_at.toISOString(), id: last.id }) : null,
    };
  }

  /** The last change that was looked through, when there may be more behind it. */
  private async endOfWindow(
    looked: readonly unknown[],
  ): Promise<{ id: string; changed_at: Date } | undefined> {
    const [end] = await this.database.query<{ id: string; changed_at: Date }>(
      `select id, changed_at from (${LOOKED_THROUGH} offset ${WINDOW - 1} limit 1) w`,
      [...looked],
    );
    return end;
  }

  private async whose(changedBy: string | undefined): Promise<Whose> {
    if (changedBy === undefined) return 'all';
    if (changedBy === SYSTEM) return 'system';
    if (isUUID(changedBy, 'loose')) return { id: changedBy };
    const [person] = await this.database.query<{ id: string }>(
      `select id from auth.people where lower(email) = lower($1)`,
      [changedBy],
    );
    return person ?? 'unknown';
  }
}

function toEntry(row: Row): AuditEntry {
  return { ...row, changed_at: row.changed_at.toISOString() };
}
