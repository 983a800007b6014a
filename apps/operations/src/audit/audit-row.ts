import type { AuditEntry, Operation } from './audit.dto.js';

/** A change as it is read, with the address of whoever made it. */
export interface AuditRow {
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
  correlation_id: string | null;
}

/** What is asked for, as the statements take it. Null: anything. */
export interface Asked {
  table: string | null;
  record: string | null;
  operation: Operation | null;
  person: string | null;
  /** Only what no person did. */
  system: boolean;
  from: Date | null;
  to: Date | null;
  words: readonly string[] | null;
  /** Only what comes after it in the list. */
  place: { at: string; id: string } | null;
  limit: number;
}

/** Some of the changes that were asked for, and where to go on from: null when there are no more. */
export interface Found {
  rows: AuditRow[];
  next: { changed_at: Date; id: string } | null;
}

export const ENTRY = `id, table_schema, table_name, record_id, operation, old_values, new_values, changed_by, changed_at,
         ip_address, user_agent, correlation_id`;

export const SHOWN = `w.id, w.table_schema, w.table_name, w.record_id, w.operation, w.old_values, w.new_values, w.changed_by,
              p.email as changed_by_email, w.changed_at, w.ip_address, w.user_agent, w.correlation_id`;

/** Whether a row `w` says the words: like is cheap and decides most rows, the search document is exact. */
export const says = (likes: number, query: number): string => `($${likes}::text[] is null or (
            lower(concat_ws(' ', w.old_values, w.new_values)) like all ($${likes}::text[])
            and array_to_tsvector(words_of(concat_ws(' ', w.old_values, w.new_values))) @@ $${query}::tsquery))`;

/** Below it, beginnings of words would be too many. */
const SHORTEST_BEGINNING = 3;

const quoted = (lexeme: string): string =>
  `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Words as the two conditions of `says` take them. */
export function wordConditions(
  words: readonly string[] | null,
): [likes: string[] | null, query: string | null] {
  if (!words) return [null, null];
  const lexemes = words.map((word) =>
    word.length < SHORTEST_BEGINNING ? quoted(word) : `${quoted(word)}:*`,
  );
  return [words.map((word) => `%${word}%`), lexemes.join(' & ')];
}

/** What a seal has to say of itself when one of its rows may be asked for. */
export function sealQuery({ words, table, operation, person, system }: Asked): string {
  const facts = [
    ...(table === null ? [] : [`table:${table}`]),
    ...(operation === null ? [] : [`operation:${operation}`]),
    ...(system ? ['person:system'] : person === null ? [] : [`person:${person}`]),
  ];
  return [wordConditions(words)[1], ...facts.map(quoted)].filter(Boolean).join(' & ');
}

export function toEntry(row: AuditRow): AuditEntry {
  return { ...row, changed_at: row.changed_at.toISOString() };
}
