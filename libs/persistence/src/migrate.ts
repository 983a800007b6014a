import { roleOf } from '@tandem/config';
import { pause, retrying } from '@tandem/kernel';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { withDatabase } from './data-source.js';
import { isLockNotAvailable } from './errors.js';
import { SCHEMA_ORDER, bootstrapPlatform } from './platform.js';
import type { SchemaOwner } from './platform.js';

/** A service's migrations in order; TypeORM wants names that end in a 13-digit timestamp. */
export type MigrationSource = readonly (new () => MigrationInterface)[];

export interface MigrateOptions {
  /** A role that may create roles and schemas; it ends up owning every object. */
  adminUrl: string;
  services: (SchemaOwner & { migrations: MigrationSource })[];
  onProgress?: (line: string) => void;
}

export interface MigrateResult {
  /** Names of the migrations that ran now, by schema. */
  applied: Record<string, string[]>;
}

const LOCK_KEY = 7_261_001;
const TURN_MS = 200;
/**
 * A change of a table waits for the transactions that use it, and all who come later wait behind it. So it leaves the queue
 * soon, lets them pass, and tries again: for some ten minutes.
 */
const LOCK_TIMEOUT_MS = 2_000;
const LOCKING = { times: 100, firstMs: 500, longestMs: 5_000 };

/**
 * Brings the database up to date: roles, schemas and the audit log, then each service's
 * migrations, each in its own transaction, while the shop works. Safe to run at the same time from several machines and
 * any number of times.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const admin = new pg.Client({ connectionString: options.adminUrl });
  await admin.connect();
  try {
    await takeTurn(admin);
    await admin.query(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await inTheGaps(() => bootstrapPlatform(admin, options.services));
    const applied: Record<string, string[]> = {};
    for (const service of inOrder(options.services)) {
      const names = await runMigrations(options.adminUrl, service);
      applied[service.schema] = names;
      await admin.query(
        `revoke all on ${pg.escapeIdentifier(service.schema)}.schema_migrations
           from ${pg.escapeIdentifier(roleOf(service.schema))}`,
      );
      for (const name of names) options.onProgress?.(`${service.schema}: ${name}`);
    }
    return { applied };
  } finally {
    await admin.end();
  }
}

/** Asked for again and again: an index that is made beside the shop's writes waits for every statement that is under way. */
async function takeTurn(admin: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [LOCK_KEY],
    );
    if (rows[0]!.taken) return;
    await pause(TURN_MS);
  }
}

function inTheGaps<T>(work: () => Promise<T>): Promise<T> {
  return retrying(isLockNotAvailable, LOCKING).execute(work);
}

function inOrder(services: MigrateOptions['services']): MigrateOptions['services'] {
  const rank = (schema: string) => {
    const index = SCHEMA_ORDER.indexOf(schema);
    return index < 0 ? SCHEMA_ORDER.length : index;
  };
  return [...services].sort((a, b) => rank(a.schema) - rank(b.schema));
}

async function runMigrations(
  url: string,
  service: MigrateOptions['services'][number],
): Promise<string[]> {
  const options = {
    url,
    schema: service.schema,
    applicationName: `migrate-${service.schema}`,
    migrations: [...service.migrations],
    poolSize: 2,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    silenceMs: 0,
  };
  const ran = await withDatabase(options, ({ dataSource }) =>
    inTheGaps(() => dataSource.runMigrations({ transaction: 'each' })),
  );
  return ran.map((migration) => migration.name);
}
