import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { EndedSessionsView, FlagsView, viewSql } from '@tandem/contracts';
import { roleOf } from '@tandem/config';
import { migrate, serviceDatabaseUrl } from '@tandem/persistence';
import type { MigrationSource } from '@tandem/persistence';
import { backingServices } from './backing-services.js';
import { copyOfTemplate, textOf } from './template.js';

export interface TestDatabase {
  name: string;
  adminUrl: string;
  /** The URL of a service's own role, with its own rights only. */
  urlOf(schema: string): string;
  /** Runs SQL as the admin. */
  query<T extends pg.QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

const PASSWORD = 'tandem-test';

/** Stands in for what auth publishes to every service, where auth itself is not migrated. */
const ENDED_SESSIONS = `
  create table auth.ended_session_list (session_id uuid, user_id uuid, reason text, tokens_until timestamptz(3));
  ${viewSql(EndedSessionsView)}`;

/** The same for what the realtime gateway publishes to every service. */
const FLAGS = `
  create table realtime.feature_flags (name text primary key, enabled boolean not null, percentage integer,
    roles text[] not null default '{}', version integer not null default 1);
  ${viewSql(FlagsView)}`;

/** What a service brings to a database. */
interface Migrated {
  schema: string;
  migrations: MigrationSource;
}

/** Tables that migrations of here do not make; a run makes them once for each name. */
interface OtherTables {
  name: string;
  make(database: Pick<TestDatabase, 'adminUrl' | 'urlOf'>): Promise<void>;
}

/**
 * A fresh, migrated database of its own. Roles are the server's, so every test gives them one
 * password.
 * @param name starts the database's name; a random end is added.
 */
export async function createTestDatabase(
  name: string,
  tables: Migrated[] | OtherTables,
): Promise<TestDatabase> {
  const serverUrl = backingServices().postgres;
  const database = `${name}_${randomBytes(4).toString('hex')}`;
  if (Array.isArray(tables)) {
    const key = await Promise.all(tables.map((one) => textOf(one.schema, one.migrations)));
    await copyOfTemplate(serverUrl, database, key.join('\n'), (template) =>
      migrateAll(urlOn(serverUrl, template), tables),
    );
  } else {
    await copyOfTemplate(serverUrl, database, tables.name, (template) =>
      tables.make(placeOf(urlOn(serverUrl, template))),
    );
  }
  const place = placeOf(urlOn(serverUrl, database));
  const pool = new pg.Pool({ connectionString: place.adminUrl, max: 4 });
  pool.on('error', () => undefined);
  return {
    ...place,
    name: database,
    query: async <T extends pg.QueryResultRow>(sql: string, params?: unknown[]) =>
      (await pool.query<T>(sql, params)).rows,
    drop: async () => {
      await pool.end();
      await onServer(serverUrl, `drop database ${pg.escapeIdentifier(database)} with (force)`);
    },
  };
}

function urlOn(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

function placeOf(adminUrl: string): Pick<TestDatabase, 'adminUrl' | 'urlOf'> {
  return { adminUrl, urlOf: (schema) => serviceDatabaseUrl(adminUrl, roleOf(schema), PASSWORD) };
}

async function migrateAll(adminUrl: string, services: Migrated[]): Promise<void> {
  await migrate({
    adminUrl,
    services: services.map((service) => ({ ...service, password: PASSWORD })),
  });
  const lacks = (name: string) => !services.some(({ schema }) => schema === name);
  if (lacks('auth')) await onServer(adminUrl, ENDED_SESSIONS);
  if (lacks('realtime')) await onServer(adminUrl, FLAGS);
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
