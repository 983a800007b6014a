import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@tandem/config/services';
import type { TestDatabase } from '@tandem/testing';
import pg from 'pg';
import { databaseOfAll } from '../testing/migrated.ts';
import { describeStatement } from './describe.ts';
import { NotConstant } from './evaluate.ts';
import { findStatements, type SourceStatement, type SourceStatements } from './find-statements.ts';
import { wrongWithRows } from './row-type.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const NO_SUCH_TABLE = '42P01';
/** `any ($1)` tells the planner how many there are; an array out of a query does not. */
const COUNTED = /\b(any|all) ?\(\$\d/;

/** Put together from what somebody asks for, and run in every form by the specs beside them. */
const ASSEMBLED = [
  'apps/catalog/src/parts/facets/counted-entries.ts',
  'apps/catalog/src/parts/listing-page.ts',
  'apps/catalog/src/search/all-matches.ts',
  'apps/catalog/src/search/explain.ts',
  'apps/catalog/src/search/find-candidates.ts',
  'apps/catalog/src/search/resolve-names.ts',
  'apps/catalog/src/search/search-page.ts',
  'apps/catalog/src/search/search-query.ts',
  'apps/order/src/staff/staff-orders.queries.ts',
  'apps/realtime-gateway/src/event-log/event-log.ts',
  // The checks of libs/consistency, each of which is run by consistency.int-spec.
  'apps/operations/src/consistency/work-on-check.ts',
  // What tables keep, all of which the job of each is run for by retention.int-spec.
  'libs/jobs/src/retention/removing.ts',
  'libs/jobs/src/retention/watching.ts',
  // What pg-boss sends: its own tables, made by itself.
  'libs/jobs/src/boss-database.ts',
  // Keys in envelopes, of whichever table: the int-spec of each command that rotates one runs it.
  'libs/persistence/src/rotate-envelopes.ts',
  // A plan of any statement there is.
  'libs/persistence/src/explain-statement.ts',
];

/** They ask for such plans on every connection of their own (decision 0060). */
const PLANS_ONCE = SERVICES.map(({ name }) => `apps/${name}/`).filter((project) =>
  readFileSync(join(ROOT, project, 'src/service.ts'), 'utf8').includes('plansOnce: true'),
);

const services = new Map(SERVICES.map(({ name, schema }) => [`apps/${name}`, [schema]]));
const libraries = readdirSync(join(ROOT, 'libs'))
  .map((name) => `libs/${name}`)
  .filter((path) => path !== 'libs/ui' && existsSync(join(ROOT, path, 'src')));

/** Real: PostgreSQL with the migrations of all services. Nothing is run: the server is asked what each statement gives. */
describe('the SQL statements of the product', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let typeNames: Map<number, string>;
  let found: SourceStatements;

  beforeAll(async () => {
    found = findStatements(ROOT, [...services.keys(), ...libraries]);
    database = await databaseOfAll('t_statements');
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const types = await database.query<{ oid: number; name: string }>(
      `select t.oid, coalesce(b.typname, t.typname)::text as name
         from pg_type t left join pg_type b on b.oid = nullif(t.typbasetype, 0)`,
    );
    typeNames = new Map(types.map(({ oid, name }) => [oid, name]));
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** In the schemas of those who send it. */
  async function columnsOf(text: string, schemas: readonly string[]) {
    let failure: unknown;
    for (const schema of schemas) {
      await client.query(`set search_path = ${schema}, public`);
      try {
        const columns = await describeStatement(client, text);
        return columns.map((one) => ({ ...one, typeName: typeNames.get(one.type) ?? '?' }));
      } catch (error) {
        if (!failure || (error as pg.DatabaseError).code !== NO_SUCH_TABLE) failure = error;
      }
    }
    throw failure;
  }

  async function wrongWith({ texts, where, answer }: SourceStatement): Promise<string[]> {
    const project = where.split('/').slice(0, 2).join('/');
    const schemas = services.get(project) ?? SERVICES.map(({ schema }) => schema);
    try {
      if (texts instanceof Error) throw texts;
      const wrong = [];
      for (const text of texts) {
        const columns = await columnsOf(text, schemas);
        wrong.push(...wrongWithRows(answer, columns, found.checker));
      }
      return wrong.map((one) => `${where}: ${one}`);
    } catch (error) {
      if (error instanceof NotConstant && ASSEMBLED.includes(where.split(':')[0]!)) return [];
      return [`${where}: ${(error as Error).message}`];
    }
  }

  async function wrongStatements(): Promise<string[]> {
    const wrong = [];
    for (const statement of found.statements) wrong.push(...(await wrongWith(statement)));
    return wrong;
  }

  it('fit the tables, and give the rows that the code takes them to give', async () => {
    expect(await wrongStatements()).toEqual([]);
    expect(found.statements.length).toBeGreaterThan(250);
  });

  it('have plans that connections keep, where they have a name, however many things are looked up', () => {
    // A plan for any number of them is taken to cost that of ten, and the plan of one is made each time as it looks cheaper.
    const counted = found.statements.filter(
      ({ named, texts, where }) =>
        named &&
        !PLANS_ONCE.some((project) => where.startsWith(project)) &&
        !(texts instanceof Error) &&
        texts.some((text) => COUNTED.test(text)),
    );
    expect(counted.map(({ where }) => where)).toEqual([]);
    expect(found.statements.filter(({ named }) => named).length).toBeGreaterThan(80);
  });

  it('are found where a column has another name or another type by now', async () => {
    await database.query(`
      alter table orders.orders rename column idempotency_key to request_key;
      alter table catalog.parts rename column publisher to issuer;
      alter table sync.webhook_inbox alter column times_received type bigint`);
    const wrong = (await wrongStatements()).map((one) => one.replace(/:\d+:/, ':')).sort();
    expect(wrong).toContainEqual(
      expect.stringMatching(/^apps\/order\/.*"idempotency_key" .*does not exist/),
    );
    // A column that the contract names.
    expect(wrong).toContainEqual(
      expect.stringMatching(/^apps\/catalog\/.*parts\/part-document.*p.publisher does not exist/),
    );
    expect(wrong).toContainEqual(
      expect.stringMatching(/^apps\/sync-gateway\/.*"times_received" is int8, not number$/),
    );
  });
});
