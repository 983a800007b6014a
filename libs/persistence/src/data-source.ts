import { knowCheck } from '@tandem/http';
import { retrying } from '@tandem/kernel';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';
import { isConnectionError, logger, outages } from '@tandem/observability';
import { Database } from './database.js';

export interface PersistenceOptions {
  /** A connection URL of the service's own role. */
  url: string;
  /** The service's schema; the head of the search path. */
  schema: string;
  applicationName: string;
  entities?: DataSourceOptions['entities'];
  migrations?: DataSourceOptions['migrations'];
  /** Most connections this process opens. Default 10. */
  poolSize?: number;
  /**
   * Each statement is planned once a connection, for whatever values. For services that find rows by key: planning takes
   * longer than running there, and PostgreSQL would otherwise plan a statement with an array anew each time, for its length.
   */
  plansOnce?: boolean;
  /** A statement gives up after so long in the queue for a lock: whoever comes behind it there waits as long. Default: never. */
  lockTimeoutMs?: number;
  /**
   * A connection that has not answered a statement for so long is closed: the server ends a statement sooner, so its answer is
   * lost on the way. 0: never, where statements may take long. Default 20 s. The server ends a session that asks nothing for
   * half as long again: whoever opened it may be gone without a word.
   */
  silenceMs?: number;
}

const STATEMENT_TIMEOUT_MS = 10_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
/** Several statements that travel together are answered one after the other, so it is more than that of one. */
const SILENCE_MS = 20_000;
/** Later than the pool closes what idles (10 s). */
const VANISHED_AFTER = 1.5;
const CONNECT_TIMEOUT_MS = 5_000;
/** About a minute of trying when the database refuses at once. */
const CONNECTING = { times: 15, firstMs: 100, longestMs: 5_000 };

/**
 * pg takes an error without a listener for the end of the process, and a connection has none in the moment in which the
 * pool hands it out. Whoever uses it then learns from the statement that fails.
 */
class WatchedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** A DataSource for one service's schema, not yet initialised. The schema is never synchronised. */
function createDataSource(options: PersistenceOptions): DataSource {
  const log = logger(options.applicationName);
  const silenceMs = options.silenceMs ?? SILENCE_MS;
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: options.entities ?? [],
    migrations: options.migrations ?? [],
    migrationsTableName: 'schema_migrations',
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: (error: Error) =>
      log.warn({ err: error, away: 'postgres' }, 'an idle database connection broke'),
    extra: {
      Client: WatchedClient,
      keepAlive: true,
      // In pipeline mode pg closes the connection then; without it the pool would hand a dead one out again.
      query_timeout: silenceMs,
      // Statements that do not wait for each other's answers travel together: see pipeline.ts.
      pipeline: true,
      options: [
        `-c search_path=${options.schema},public`,
        `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
        `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
        `-c idle_session_timeout=${Math.round(silenceMs * VANISHED_AFTER)}`,
        '-c timezone=UTC',
        ...(options.lockTimeoutMs ? [`-c lock_timeout=${options.lockTimeoutMs}`] : []),
        ...(options.plansOnce ? ['-c plan_cache_mode=force_generic_plan'] : []),
      ].join(' '),
    },
  } as DataSourceOptions);
}

/**
 * A service's database, connected. One that can't be reached yet is waited for, about a minute: a machine that starts
 * brings up services and database in any order.
 * @throws what the database answered, such as a wrong password, at once; what the last attempt met, when it stays away.
 */
export async function openDatabase(options: PersistenceOptions): Promise<Database> {
  const log = logger(options.applicationName);
  const attempts = retrying(isConnectionError, CONNECTING);
  attempts.onFailure(({ reason }) => {
    if ('error' in reason) log.warn({ err: reason.error }, 'the database can’t be opened');
  });
  const dataSource = createDataSource(options);
  await attempts.execute(() => dataSource.initialize());
  const database = new Database(dataSource);
  await attempts.execute(() => learnChecks(database, options.schema));
  outages.answered('postgres');
  return database;
}

/**
 * Runs a job with a database that is opened for it and closed behind it.
 * @returns what `work` returns.
 * @throws as `openDatabase` does, and what `work` throws.
 */
export async function withDatabase<T>(
  options: PersistenceOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(options);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Reads once which columns each CHECK is about: the error of one names the constraint alone. */
async function learnChecks(database: Database, schema: string): Promise<void> {
  const checks = await database.query<{ table: string; name: string; columns: string[] }>(
    `select r.relname as table, c.conname as name, array(
        select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = r.oid and a.attnum = k
      ) as columns
     from pg_constraint c join pg_class r on r.oid = c.conrelid
     where c.contype = 'c' and c.connamespace = to_regnamespace($1)`,
    [schema],
  );
  for (const { table, name, columns } of checks) knowCheck(table, name, columns);
}

/** The URL of one service's role on the server of `adminUrl`. */
export function serviceDatabaseUrl(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  return url.toString();
}
