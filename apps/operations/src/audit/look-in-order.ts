import type { Queryable } from '@tandem/persistence';
import {
  ENTRY,
  SHOWN,
  says,
  wordConditions,
  type Asked,
  type AuditRow,
  type Found,
} from './audit-row.js';

/** The most changes that one answer looks through: what no index finds costs no more than this. */
export const WINDOW = 5_000;
/** Of each table that has a record of the id that is asked for. */
const WINDOW_OF_RECORD = 500;

const BETWEEN = `($4::timestamptz is null or changed_at >= $4) and ($5::timestamptz is null or changed_at < $5)
     and ($6::timestamptz is null or (changed_at, id) < ($6, $7::bigint))
   order by changed_at desc, id desc`;

/** Each combination of what is given has an index that ends with the time and the id: nothing is sorted. */
const LOOKED_THROUGH = `
  select ${ENTRY} from operations.audit_entries
   where ($1::text is null or table_name = $1) and ($2::text is null or record_id = $2)
     and ($3::uuid is null or changed_by = $3) and ${BETWEEN}`;

/** A record of any table: the index of records begins with the table, so each table that there is is asked. */
const OF_RECORD = `
  with recursive tables(name) as (
    (select min(table_name) from operations.audit_entries)
    union all
    select (select min(table_name) from operations.audit_entries where table_name > name) from tables where name is not null)
  select e.* from tables cross join lateral (
    select ${ENTRY} from operations.audit_entries
     where table_name = name and record_id = $2 and $1::text is null and $3::uuid is null and ${BETWEEN} limit ${WINDOW_OF_RECORD}) e
   order by changed_at desc, id desc`;

/** Newest first, through the next window of the log, of a table, of a record or of a person. */
export async function lookInOrder(database: Queryable, asked: Asked): Promise<Found> {
  const { table, record, operation, person, system, from, to, words, place, limit } = asked;
  // Only one of the two is looked up by an index; the other is compared, within the window.
  const looked = [
    ...[table, record, table === null && record === null ? person : null],
    ...[from, to, place?.at ?? null, place?.id ?? null],
  ];
  const compared = [operation, person, system, ...wordConditions(words), limit + 1];
  const alone = record !== null && table === null;
  const rows = alone
    ? await database.query<AuditRow>(PAGE_OF(OF_RECORD, WINDOW_OF_RECORD), [...looked, ...compared])
    : await database.query<AuditRow>(PAGE_OF(LOOKED_THROUGH, WINDOW), [...looked, ...compared]);
  const shown = rows.slice(0, limit);
  if (rows.length > limit) return { rows: shown, next: shown.at(-1)! };
  const [end] = alone
    ? await database.query<{ id: string; changed_at: Date }>(
        END_OF(OF_RECORD, WINDOW_OF_RECORD),
        looked,
      )
    : await database.query<{ id: string; changed_at: Date }>(
        END_OF(LOOKED_THROUGH, WINDOW),
        looked,
      );
  return { rows: shown, next: end ?? null };
}

const PAGE_OF = (through: string, window: number): string => `
  select ${SHOWN}
    from (${through} limit ${window}) w left join auth.people p on p.id = w.changed_by
   where ($8::text is null or w.operation = $8) and ($9::uuid is null or w.changed_by = $9)
     and (not $10::boolean or w.changed_by is null) and ${says(11, 12)}
   order by w.changed_at desc, w.id desc limit $13`;

/** The last change that was looked through, when there may be more behind it. */
const END_OF = (through: string, window: number): string => `
  select id, changed_at from (${through} offset ${window - 1} limit 1) w`;
