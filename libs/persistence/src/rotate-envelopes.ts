import { logger } from '@tandem/observability';
import { withDatabase } from './data-source.js';
import type { Database, Tx } from './database.js';
import type { Envelopes } from './envelope.js';
import { transaction } from './transaction.js';

const BATCH = 200;

/** What became of the rows that were wrapped with an earlier secret. */
export interface Rotation {
  rotated: number;
  /** Those whose secret is not configured, by its version: nobody can read them. */
  unreadable: ReadonlyMap<string, number>;
}

/**
 * Wraps the data key of every envelope of a table (`id`, `wrapped_key`, `key_version`) with the newest secret. What is sealed is
 * not touched, and services go on reading and writing meanwhile. One that was cut short is run again.
 * @param table its name, a constant of the code.
 * @throws Error at a row that was tampered with, having committed the batches before it.
 */
export async function rotateEnvelopes(
  database: Database,
  table: string,
  envelopes: Envelopes,
): Promise<Rotation> {
  let rotated = 0;
  for (;;) {
    const batch = await transaction(database, (tx) => rotateBatch(tx, table, envelopes));
    rotated += batch;
    if (batch < BATCH) break;
  }
  const left = await database.query<{ key_version: string; count: number }>(
    `select key_version, count(*)::int as count from ${table} where key_version <> $1 group by key_version`,
    [envelopes.version],
  );
  return {
    rotated,
    unreadable: new Map(left.map(({ key_version, count }) => [key_version, count])),
  };
}

/**
 * What a command does that rotates one table of a service, and says what became of it.
 * @param command its name, for the log and for PostgreSQL.
 * @param what the rows hold, for people: `game keys`.
 * @returns whether each row can be read with the secrets of `envelopes`.
 */
export async function runRotation(
  command: string,
  { url, schema, table, what }: { url: string; schema: string; table: string; what: string },
  envelopes: Envelopes,
): Promise<boolean> {
  const options = { url, schema, applicationName: `${schema}-${command}`, poolSize: 1 };
  const { rotated, unreadable } = await withDatabase(options, (database) =>
    rotateEnvelopes(database, table, envelopes),
  );
  const log = logger(command);
  log.info({ keys: rotated, version: envelopes.version }, `${what} are wrapped anew`);
  for (const [version, count] of unreadable) {
    log.error({ keys: count, version }, `${what} need a secret that is not configured`);
  }
  return unreadable.size === 0;
}

async function rotateBatch(tx: Tx, table: string, envelopes: Envelopes): Promise<number> {
  const rows = await tx.query<{ id: string; wrapped_key: Buffer; key_version: string }>(
    `select id, wrapped_key, key_version from ${table} where key_version = any($1::text[])
      order by key_version, id limit ${BATCH} for update`,
    [envelopes.earlierVersions],
  );
  const wrapped = rows.map((row) => envelopes.wrapAnew(row, row.id).wrapped_key);
  await tx.execute(
    `update ${table} k set wrapped_key = n.wrapped_key, key_version = $3
       from unnest($1::uuid[], $2::bytea[]) as n (id, wrapped_key) where k.id = n.id`,
    [rows.map(({ id }) => id), wrapped, envelopes.version],
  );
  return rows.length;
}
