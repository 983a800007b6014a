import { createHash } from 'node:crypto';
import { readEnv } from '@tandem/config';
import { retrying } from '@tandem/kernel';
import type { MigrationSource } from '@tandem/persistence';
import pg from 'pg';

/** Whatever its sessions are still doing, a database is left by them: a machine with much to do takes its time. */
const LEAVING = { times: 60, firstMs: 50, longestMs: 2_000 };
const IN_USE = '55006';

/**
 * Makes `database` as a copy of a template that is made once in a run of Jest and has the same `key`: a copy of all tables
 * takes a tenth of the time of their migrations. Specs that want the same template at once wait for the one that makes it.
 * @param make fills an empty database of the given name; it must have left it when it resolves.
 */
export async function copyOfTemplate(
  serverUrl: string,
  database: string,
  key: string,
  make: (template: string) => Promise<void>,
): Promise<void> {
  const run = readEnv()['TANDEM_TEST_RUN'];
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  try {
    // Whoever runs Jest with a configuration of their own has nobody who would drop the templates.
    if (!run) {
      await server.query(`create database ${pg.escapeIdentifier(database)}`);
      return await make(database);
    }
    const template = `template_${run}_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
    await ensureTemplate(server, template, make);
    await whenLeft(() =>
      server.query(
        `create database ${pg.escapeIdentifier(database)} template ${template} strategy file_copy`,
      ),
    );
  } finally {
    await server.end();
  }
}

/** A template has its name once it is whole: what an interrupted spec left half made is never copied. */
async function ensureTemplate(
  server: pg.Client,
  template: string,
  make: (template: string) => Promise<void>,
): Promise<void> {
  const isThere = async () =>
    (await server.query('select from pg_database where datname = $1', [template])).rowCount === 1;
  if (await isThere()) return;
  await server.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    if (await isThere()) return;
    const unfinished = `${template}_unfinished`;
    await server.query(`drop database if exists ${unfinished} with (force)`);
    await server.query(`create database ${unfinished} strategy file_copy`);
    await make(unfinished);
    // Not even the server's own housekeeping goes into it any more.
    await server.query(`alter database ${unfinished} allow_connections false`);
    await whenLeft(() => server.query(`alter database ${unfinished} rename to ${template}`));
  } finally {
    await server.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
}

/** PostgreSQL itself waits five seconds for the last session of a database to end. */
function whenLeft(work: () => Promise<unknown>): Promise<unknown> {
  const isInUse = (error: unknown) => (error as { code?: string }).code === IN_USE;
  return retrying(isInUse, LEAVING).execute(work);
}

/**
 * What a service's migrations do to an empty database, as text: the statements that each would send, by a runner that only
 * writes them down. A name does not tell: a spec may make its migration out of something that it is given.
 */
export async function textOf(schema: string, migrations: MigrationSource): Promise<string> {
  const lines: string[] = [schema];
  const runner = {
    query: (sql: string, values?: unknown[]) => {
      lines.push(sql, JSON.stringify(values ?? []));
      return Promise.resolve([]);
    },
  };
  for (const Migration of migrations) {
    lines.push(Migration.name, Migration.toString());
    await new Migration().up(runner as never);
  }
  return lines.join('\n');
}
