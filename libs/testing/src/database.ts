import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { EndedSessionsView, FlagsView, viewSql } from '@tandem/contracts';
import { roleOf } from '@tandem/config';
import { migrate, serviceDatabaseUrl } from '@tandem/persistence';
import type { MigrationSource } from '@tandem/persistence';
import { backingServices } from './backing-services.js';

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

/**
 * A fresh, migrated database of its own. Roles are the server's, so every test gives them one
 * password.
 * @param name starts the database's name; a random end is added.
 */
export async function createTestDatabase(
  name: string,
  services: { schema: string; migrations: MigrationSource }[] = [],
): Promise<TestDatabase> {
  const serverUrl = backingServices().postgres;
  const database = `${name}_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database ${pg.escapeIdentifier(database)}`);
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const adminUrl = url.toString();
  await migrate({
    adminUrl,
    services: services.map(({ schema, migrations }) => ({
      schema,
      password: PASSWORD,
      migrations,
    })),
  });
  // An empty one is migrated by the test itself, these included.
  const lacks = (name: string) =>
    services.length > 0 && !services.some(({ schema }) => schema === name);
  if (lacks('auth')) await onServer(adminUrl, ENDED_SESSIONS);
  if (lacks('realtime')) await onServer(adminUrl, FLAGS);
  const pool = new pg.Pool({ connectionString: adminUrl, max: 4 });
  pool.on('error', () => undefined);
  return {
    name: database,
    adminUrl,
    urlOf: (schema) => serviceDatabaseUrl(adminUrl, roleOf(schema), PASSWORD),
    query: async <T extends pg.QueryResultRow>(sql: string, params?: unknown[]) =>
      (await pool.query<T>(sql, params)).rows,
    drop: async () => {
      await pool.end();
      await onServer(serverUrl, `drop database ${pg.escapeIdentifier(database)} with (force)`);
    },
  };
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
