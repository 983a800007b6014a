import { createHash } from 'node:crypto';
import type { PoolClient, QueryResult } from 'pg';
import type { Db } from 'pg-boss';
import { PgListener, withCommit, type Database, type Queryable } from '@tandem/persistence';

const LISTEN_HEARTBEAT_MS = 10_000;

/** What the library does by itself, on the service's own pool and the listening connection of this process. */
export function poolOf(database: Database): Db {
  const { url } = database;
  return {
    executeSql: async (text, values) => {
      const runner = database.dataSource.createQueryRunner();
      try {
        const client = (await runner.connect()) as PoolClient;
        const result = (await client.query(text, values)) as QueryResult | QueryResult[];
        return { rows: [result].flat().flatMap(({ rows }) => rows) };
      } finally {
        await runner.release();
      }
    },
    listen: (channel, onNotify, onUp) => {
      const listener = new PgListener({
        url,
        channels: [channel],
        onNotify,
        onUp,
        heartbeatMs: LISTEN_HEARTBEAT_MS,
      });
      listener.start();
      return Promise.resolve({ close: () => listener.stop() });
    },
  };
}

const names = new Map<string, string>();

/** The library's statements need a name of their own to be planned once a connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `job_${createHash('sha1').update(text).digest('hex').slice(0, 16)}`;
    names.set(text, name);
  }
  return name;
}

/** What is queued within a transaction stands and falls with it. */
export function within(tx: Queryable): Db {
  return {
    executeSql: async (text, values) => ({
      rows: await tx.query({ name: nameOf(text), text, values }),
    }),
  };
}

/** The same for what nobody waits for: it costs the transaction no round trip. Tells of no rows. */
export function withCommitOf(tx: Queryable): Db {
  return {
    executeSql: async (text, values) => {
      await withCommit(tx, { name: nameOf(text), text, values });
      return { rows: [] };
    },
  };
}
