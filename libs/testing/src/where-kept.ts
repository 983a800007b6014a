import pg from 'pg';

type Query = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/**
 * The tables that hold a text anywhere, in whatever column of whatever schema, as text or as bytes: `auth.users`. It reads every row of
 * the database, so it is for those of tests.
 */
export async function whereKept(query: Query, text: string): Promise<string[]> {
  const tables = await query(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)' order by 1, 2`,
  );
  const found: string[] = [];
  for (const { schema, name } of tables as { schema: string; name: string }[]) {
    const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
    // A row as text has all of its columns, bytes in hexadecimal digits.
    const rows = await query(
      `select from ${table} t where strpos(lower(t::text), lower($1)) > 0
          or strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0 limit 1`,
      [text],
    );
    if (rows.length > 0) found.push(`${schema}.${name}`);
  }
  return found;
}
