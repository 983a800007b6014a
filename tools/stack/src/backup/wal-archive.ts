import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Account } from '../backing/postgres-place.ts';
import { StartError, UsageError } from '../errors.ts';
import { run } from '../run.ts';
import { until } from '../wait.ts';

/** A server without backups keeps no log for them; without any command it would keep all of it, for ever. */
const NOTHING = 'true';
/** A segment goes to the archive after so long, full or not: what a machine that is lost takes with it. */
const LONGEST = '60s';
const ARCHIVED_WITHIN_MS = 120_000;

/** A folder of backups: `wal/` beside one folder for each base backup, and `files/`. */
export function walFolder(backups: string): string {
  return join(backups, 'wal');
}

/**
 * What PostgreSQL runs for each segment. It is on the disk, whole and under its name, before PostgreSQL hears of success; one
 * that came twice must be the same.
 */
function archiveCommand(folder: string): string {
  const [name, half] = [quoted(`${folder}/%f.gz`), quoted(`${folder}/%f.gz.half`)];
  return (
    `if test -f ${name}; then gzip -dc ${name} | cmp -s - "%p"; ` +
    `else gzip -1 < "%p" > ${half} && sync ${half} && mv ${half} ${name} && sync ${quoted(folder)}; fi`
  );
}

/** Its reverse: a segment that is not there is the end of the log, which is no error. */
export function restoreCommand(folder: string): string {
  const name = quoted(`${folder}/%f.gz`);
  return `test -f ${name} && gzip -dc ${name} > "%p"`;
}

function quoted(path: string): string {
  if (/["$`\\\n%]/.test(path.replace('%f', '')))
    throw new UsageError(`a folder of backups can’t be called ${path}`);
  return `"${path}"`;
}

/** @throws StartError when the account that PostgreSQL runs as can't write there. */
export async function makeWalFolder(
  backups: string,
  account: Account,
  signal: AbortSignal,
): Promise<string> {
  const folder = walFolder(backups);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid);
  const { code } = await run('test', ['-w', folder], { ...account, cwd: '/', signal });
  if (code === 0) return folder;
  throw new StartError(
    'backup',
    `PostgreSQL can’t write into ${folder}`,
    'It runs as the account postgres, which must be able to enter every folder on the way.',
  );
}

/** Leaves alone what a backup has set up. */
export async function archiveNothingYet(adminUrl: string): Promise<void> {
  await asking(adminUrl, async (client) => {
    const { rows } = await client.query<{ setting: string }>(
      `select setting from pg_settings where name = 'archive_command'`,
    );
    if (rows[0]?.setting) return;
    await archiveNothing(client);
  });
}

/** From now on no segment is kept for anybody. */
export async function archiveNothing(client: pg.Client): Promise<void> {
  await client.query(`alter system set archive_command = ${pg.escapeLiteral(NOTHING)}`);
  await client.query('alter system reset archive_timeout');
  await client.query('select pg_reload_conf()');
}

/** From now on every segment goes there. */
export async function archiveInto(client: pg.Client, folder: string): Promise<void> {
  const { rows } = await client.query<{ archive_mode: string }>('show archive_mode');
  if (rows[0]?.archive_mode !== 'on')
    throw new StartError(
      'backup',
      'this PostgreSQL was started without an archive',
      'Stop the shop and start it again, then repeat the command.',
    );
  await client.query(
    `alter system set archive_command = ${pg.escapeLiteral(archiveCommand(folder))}`,
  );
  await client.query(`alter system set archive_timeout = '${LONGEST}'`);
  await client.query('select pg_reload_conf()');
}

/** All that is saved by now is in the archive when it resolves. */
export async function archiveUpToNow(client: pg.Client): Promise<void> {
  // Where nothing was written since the last one, no segment would end.
  await client.query(`select pg_create_restore_point('tandem')`);
  const { rows } = await client.query<{ file: string }>(
    'select pg_walfile_name(pg_switch_wal()) as file',
  );
  const file = rows[0]!.file;
  await until(
    async () => {
      const { rows: found } = await client.query<{ done: boolean; failed: string | null }>(
        `select coalesce(last_archived_wal >= $1, false) as done,
                case when last_failed_time > coalesce(last_archived_time, '-infinity') then last_failed_wal end as failed
           from pg_stat_archiver`,
        [file],
      );
      if (!found[0]!.done)
        throw new StartError(
          'backup',
          `the log does not reach the archive${found[0]!.failed ? ` (${found[0]!.failed} fails)` : ''}`,
          'Is there room, and may the account postgres write there? postgres.log says more.',
        );
    },
    { timeoutMs: ARCHIVED_WITHIN_MS, everyMs: 200 },
  );
}

/** Work on a connection of its own. */
export async function asking<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
