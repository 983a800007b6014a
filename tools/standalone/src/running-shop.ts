import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedisStore, VersionedCache } from '@tandem/cache';
import { readEnv } from '@tandem/config';
import { READ_MODELS } from '@tandem/contracts';
import pg from 'pg';

const ROOT = new URL('../../..', import.meta.url).pathname;

/** Database and cache of a shop that runs, for a command. */
export interface RunningShop {
  databaseUrl: string;
  query: (sql: string, values?: unknown[]) => Promise<object[]>;
  /** Null: it is in the memory of the services. */
  cache: VersionedCache | null;
  close: () => Promise<void>;
}

/**
 * The shop at `DATABASE_URL` and `REDIS_URL`, else the one that `npm start` runs.
 * @throws Error when there is none, or its Redis does not answer.
 */
export async function openRunningShop(): Promise<RunningShop> {
  const { databaseUrl, redisUrl } = addresses();
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'tandem-consistency',
  });
  await client.connect();
  const cache = redisUrl
    ? new VersionedCache({ store: new RedisStore({ url: redisUrl, format: READ_MODELS.format }) })
    : null;
  if (cache) await cache.ping();
  return {
    databaseUrl,
    query: async (sql, values) => (await client.query<object>(sql, values)).rows,
    cache,
    close: async () => {
      await cache?.close();
      await client.end();
    },
  };
}

function addresses(): { databaseUrl: string; redisUrl: string | null } {
  const { DATABASE_URL, REDIS_URL, TANDEM_HOME = join(ROOT, '.tandem') } = readEnv();
  if (DATABASE_URL) return { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL ?? null };
  const file = join(TANDEM_HOME, 'stack.json');
  if (!existsSync(file))
    throw new Error('no shop runs here: start it with npm start, or give DATABASE_URL');
  const { postgres, redis } = JSON.parse(readFileSync(file, 'utf8')) as {
    postgres: string;
    redis: string | null;
  };
  return { databaseUrl: postgres, redisUrl: redis };
}
