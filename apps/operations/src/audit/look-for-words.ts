import { transaction, type Database } from '@tandem/persistence';
import {
  ENTRY,
  SHOWN,
  sealQuery,
  says,
  wordConditions,
  type Asked,
  type AuditRow,
  type Found,
} from './audit-row.js';
import { WINDOW } from './look-in-order.js';

/** Seals that one answer looks into: up to so many thousand changes. */
const SEALS = 5;

const COMPARED = `
     and ($2::text is null or w.table_name = $2) and ($3::text is null or w.operation = $3)
     and ($4::uuid is null or w.changed_by = $4) and (not $5::boolean or w.changed_by is null)
     and ($6::timestamptz is null or w.changed_at >= $6) and ($7::timestamptz is null or w.changed_at < $7)
     and ${says(8, 9)}
   order by w.id desc limit $10`;

/** Who it was is looked up of what is shown, and not of all that says the words. */
const shown = (rows: string): string => `
  select ${SHOWN}
    from (select w.* ${rows} ${COMPARED}) w left join auth.people p on p.id = w.changed_by
   order by w.id desc`;

/** Rows after the last seal: no index knows their words yet. */
const UNSEALED = shown(`
    from (select ${ENTRY} from operations.audit_entries
           where id > $11::bigint and ($1::bigint is null or id < $1)
           order by id desc limit ${WINDOW}) w
   where true`);

const END_OF_UNSEALED = `
  select id, changed_at from operations.audit_entries
   where id > $2::bigint and ($1::bigint is null or id < $1)
   order by id desc offset ${WINDOW - 1} limit 1`;

/** The planner does not know that words are stored apart from their rows, and would read those of every seal. */
const BY_INDEX = `select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`;

/** The index answers which seals hold all words, in whichever of their rows; nothing else is asked of those, or another index would be taken. */
const SEALED = `
  with holding as materialized (
    select number, after_id, to_id, oldest_at, newest_at from operations.audit_seals where words @@ $1::tsquery)
  select after_id, to_id from holding
   where to_id <= $5::bigint and ($2::bigint is null or after_id < $2 - 1)
     and ($3::timestamptz is null or newest_at >= $3) and ($4::timestamptz is null or oldest_at < $4)
   order by number desc limit ${SEALS}`;

/** With `offset 0` the words are asked of the rows of the seals: believed to be rare, they would be looked for in all of the log first. */
const OF_SEALS = shown(`
    from unnest($11::bigint[], $12::bigint[]) as seal(after_id, to_id)
   cross join lateral (select ${ENTRY} from operations.audit_entries where id > seal.after_id and id <= seal.to_id offset 0) w
   where ($1::bigint is null or w.id < $1)`);

/**
 * What says some words, newest first by id: through the rows that are not sealed yet, then in the seals that the index of words
 * names. However long the log is, one answer looks through 5,000 of the first and into 5 of the second.
 */
export async function lookForWords(database: Database, asked: Asked): Promise<Found> {
  const { table, operation, person, system, from, to, words, place, limit } = asked;
  const compared = (id: string | null, most: number): unknown[] => [
    ...[id, table, operation, person, system, from, to, ...wordConditions(words), most],
  ];
  const id = place?.id ?? null;
  // Read once, for what is sealed meanwhile is in one of the two still.
  const [sealedTo] = await database.query<{ id: string }>(
    `select coalesce(max(to_id), 0) as id from operations.audit_seals`,
  );
  const unsealed = await database.query<AuditRow>(UNSEALED, [
    ...compared(id, limit + 1),
    sealedTo!.id,
  ]);
  if (unsealed.length > limit) return pageOf(unsealed, limit);
  const [end] = await database.query<{ id: string; changed_at: Date }>(END_OF_UNSEALED, [
    id,
    sealedTo!.id,
  ]);
  if (end) return { rows: unsealed, next: end };
  const seals = await transaction(database, async (tx) => {
    await tx.query(BY_INDEX);
    return tx.query<{ after_id: string; to_id: string }>(SEALED, [
      ...[sealQuery(asked), id, from, to, sealedTo!.id],
    ]);
  });
  const sealed = await database.query<AuditRow>(OF_SEALS, [
    ...compared(id, limit + 1 - unsealed.length),
    ...[seals.map(({ after_id }) => after_id), seals.map(({ to_id }) => to_id)],
  ]);
  const rows = [...unsealed, ...sealed];
  if (rows.length > limit) return pageOf(rows, limit);
  const last = seals.length === SEALS ? seals.at(-1) : undefined;
  const next = last && { id: String(BigInt(last.after_id) + 1n), changed_at: new Date(0) };
  return { rows, next: next ?? null };
}

function pageOf(rows: AuditRow[], limit: number): Found {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: shown.at(-1)! };
}
