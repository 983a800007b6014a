import { roleOf } from '@tandem/config';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { withDatabase } from './data-source.js';
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

/**
 * Brings the database up to date: roles, schemas and the audit log, then each service's
 * migrations, each in its own transaction. Safe to run at the same time from several machines and
 * any number of times.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const admin = new pg.Client({ connectionString: options.adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await bootstrapPlatform(admin, options.services);
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
  };
  const ran = await withDatabase(options, ({ dataSource }) =>
    dataSource.runMigrations({ transaction: 'each' }),
  );
  return ran.map((migration) => migration.name);
}
