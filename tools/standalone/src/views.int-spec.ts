import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_VIEWS, viewSql, type View } from '@tandem/contracts';
import type { TestDatabase } from '@tandem/testing';
import { databaseOfAll } from './testing/migrated.ts';

const VIEWS = ALL_VIEWS.map((view): [string, View] => [`${view.schema}.${view.name}`, view]);

/** Real: PostgreSQL with the migrations of all services. */
describe('a view that other services read, as the migrations make it', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await databaseOfAll('t_views');
  });
  afterAll(() => database.drop());

  const definition = (name: string) =>
    database.query('select pg_get_viewdef($1::regclass) as text', [name]);

  it.each(VIEWS)('%s has the columns and the types of its contract', async (name, view) => {
    const columns = await database.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [name],
    );
    const promised = Object.entries(view.columns).map(([column, type]) => ({
      name: column,
      type: type.replace(' | null', ''),
    }));
    expect(columns).toEqual(promised);
  });

  it.each(VIEWS)('%s has the text of its contract', async (name, view) => {
    const migrated = await definition(name);
    await database.query(viewSql(view));
    expect(await definition(name)).toEqual(migrated);
  });

  it.each(VIEWS)('%s is granted to those whom its contract names', async (name, view) => {
    const rows = await database.query<{ reader: string }>(
      `select distinct replace(grantee::regrole::text, 'tandem_', '') as reader
         from pg_class, aclexplode(relacl) where oid = $1::regclass and grantee <> relowner`,
      [name],
    );
    const readers = new Set([...view.readers, view.schema]);
    expect(new Set(rows.map(({ reader }) => reader))).toEqual(readers);
  });
});
