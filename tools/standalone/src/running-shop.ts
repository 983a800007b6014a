import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedisStore, VersionedCache } from '@tandem/cache';
import { readEnv } from '@tandem/config';
import { READ_MODELS } from '@tandem/contracts';
import { SERVICES } from '@tandem/config/services';
import { retrying } from '@tandem/kernel';
import pg from 'pg';

const ROOT = new URL('../../..', import.meta.url).pathname;

const ARCHIVES = SERVICES.find(({ name }) => name === 'operations')!.folder!.name;

/** The cache connects by itself, and is not there before it has. */
const CONNECTING = { times: 40, firstMs: 50, longestMs: 500 };

/** Database and cache of a shop that runs, for a command. */
export interface RunningShop {
  databaseUrl: string;
  query: (sql: string, values?: unknown[]) => Promise<object[]>;
  /** Null: it is in the memory of the services. */
  cache: VersionedCache | null;
  /** The folder of old changes of the audit log, where it is known. */
  archives: string | null;
  close: () => Promise<void>;
}

/**
 * The shop at `DATABASE_URL` and `REDIS_URL`, else the one that `npm start` runs.
 * @throws Error when there is none, or its Redis does not answer.
 */
export async function openRunningShop(): Promise<RunningShop> {
  const { databaseUrl, redisUrl, archives } = addresses();
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'tandem-consistency',
  });
  await client.connect();
  const cache = redisUrl
    ? new VersionedCache({ store: new RedisStore({ url: redisUrl, format: READ_MODELS.format }) })
    : null;
  if (cache) await retrying(() => true, CONNECTING).execute(() => cache.ping());
  return {
    databaseUrl,
    query: async (sql, values) => (await client.query<object>(sql, values)).rows,
    cache,
    archives,
    close: async () => {
      await cache?.close();
      await client.end();
    },
  };
}

function addresses(): Pick<RunningShop, 'databaseUrl' | 'archives'> & { redisUrl: string | null } {
  const env = readEnv();
  const { DATABASE_URL, REDIS_URL, AUDIT_ARCHIVE_DIR, TANDEM_HOME = join(ROOT, '.tandem') } = env;
  if (DATABASE_URL)
    return {
      databaseUrl: DATABASE_URL,
      redisUrl: REDIS_URL ?? null,
      archives: AUDIT_ARCHIVE_DIR || null,
    };
  const file = join(TANDEM_HOME, 'stack.json');
  if (!existsSync(file))
    throw new Error('no shop runs here: start it with npm start, or give DATABASE_URL');
  const { postgres, redis } = JSON.parse(readFileSync(file, 'utf8')) as {
    postgres: string;
    redis: string | null;
  };
  return { databaseUrl: postgres, redisUrl: redis, archives: join(TANDEM_HOME, ARCHIVES) };
}
