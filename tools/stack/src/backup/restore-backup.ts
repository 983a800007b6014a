import { chownSync, cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Run } from '../backing-services.ts';
import type { Account } from '../backing/postgres-place.ts';
import { DATABASE, findCluster, superviseServer, type Cluster } from '../backing/postgres.ts';
import { StartError, UsageError } from '../errors.ts';
import { Home } from '../home.ts';
import { run as runCommand } from '../run.ts';
import { RunLock } from '../run-lock.ts';
import { AlreadyRunning } from '../stack.ts';
import { settleAfterRestore } from './after-restore.ts';
import { backupBefore, sha256Of, type BaseBackup } from './base-backups.ts';
import { FILES, SECRETS } from './take-backup.ts';
import { archiveNothing, asking, restoreCommand, walFolder } from './wal-archive.ts';

export interface RestoreOptions {
  /** An empty home. */
  folder: string;
  from: string;
  /** As all was at this moment; as late as the log goes unless given. */
  at?: Date;
  say: (message: string) => void;
  signal: AbortSignal;
}

type Found = BaseBackup & { folder: string };

/**
 * Makes a home out of backups, as it was at a moment. `npm start` goes on with it.
 * @returns what was restored, for people.
 * @throws StartError naming what does not work; the home is then to be deleted.
 */
export async function restoreBackup(options: RestoreOptions): Promise<string[]> {
  const { from, at, say, signal } = options;
  const backup = backupBefore(from, at);
  refuseUnlessEmpty(options.folder);
  say(`backup of ${backup.endedAt} …`);
  await refuseDamaged(backup);
  const home = new Home(options.folder);
  for (const name of [SECRETS, ...FILES]) {
    const kept = join(backup.folder, 'files', name);
    if (existsSync(kept))
      cpSync(kept, home.path(name), { recursive: true, preserveTimestamps: true });
  }
  const lock = await RunLock.take(home);
  if (!lock) throw new AlreadyRunning(home, await RunLock.holder(home));
  const run = new Run(home, say);
  const stop = () => run.stop();
  signal.addEventListener('abort', () => void stop(), { once: true });
  try {
    const cluster = await findCluster(run.backingContext);
    await unpack(backup, cluster, signal);
    await refuseUnreadable(walFolder(from), cluster.account, signal);
    say('PostgreSQL: replaying its log …');
    return await replay(run, cluster, options);
  } finally {
    await stop();
    lock.release();
  }
}

/** What is there may be all that is left of something. */
function refuseUnlessEmpty(folder: string): void {
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'logs') : [];
  if (left.length > 0)
    throw new UsageError(
      `${folder} is not empty (${left.slice(0, 3).join(', ')} …): move it away, or name an empty folder in TANDEM_HOME`,
    );
}

async function refuseDamaged({ folder, files }: Found): Promise<void> {
  for (const [name, expected] of Object.entries(files))
    if ((await sha256Of(join(folder, name))) !== expected)
      throw new StartError(
        'restore',
        `${join(folder, name)} is damaged`,
        'Use an older backup: name a second before it.',
      );
}

/** PostgreSQL reads the log itself, as an account that a copied folder may not know. */
async function refuseUnreadable(wal: string, account: Account, signal: AbortSignal): Promise<void> {
  const { code, output } = await runCommand(
    'sh',
    ['-c', 'cd "$1" && cat ./* > /dev/null', 'sh', wal],
    {
      ...account,
      cwd: '/',
      signal,
    },
  );
  if (code !== 0)
    throw new StartError(
      'restore',
      `PostgreSQL can’t read ${wal}\n${output.trim().split('\n').slice(0, 3).join('\n')}`,
      'It runs as the account postgres: chown -R postgres that folder, and let it enter those above.',
    );
}

async function unpack(
  backup: Found,
  { data, account }: Cluster,
  signal: AbortSignal,
): Promise<void> {
  for (const [file, into] of [
    ['base.tar.gz', data],
    ['pg_wal.tar.gz', join(data, 'pg_wal')],
  ] as const) {
    const { code, output } = await runCommand(
      'tar',
      ['-xzf', join(backup.folder, file), '-C', into],
      { signal },
    );
    if (code !== 0)
      throw new StartError(
        'restore',
        `${file} can’t be unpacked\n${output.trim()}`,
        'Is there room on the disk?',
      );
  }
  writeFileSync(join(data, 'recovery.signal'), '');
  if (account.uid === undefined) return;
  for (const entry of readdirSync(data, { recursive: true, encoding: 'utf8' }))
    chownSync(join(data, entry), account.uid, account.gid ?? account.uid);
}

async function replay(run: Run, cluster: Cluster, { from, at }: RestoreOptions): Promise<string[]> {
  const { server, address } = await superviseServer(
    run.backingContext,
    cluster,
    {
      // As many as it was recorded with, or it would not begin.
      max_connections: '200',
      // The archive belongs to the shop that made it, which may be alive.
      archive_mode: 'off',
      restore_command: restoreCommand(walFolder(from)),
      recovery_target_timeline: 'current',
      recovery_target_action: 'promote',
      ...(at && { recovery_target_time: at.toISOString().replace('T', ' ').replace('Z', '+00') }),
    },
    (address) =>
      // No limit of time: replaying a day of a busy shop takes a while. A server that gives up takes the connection with it.
      asking(address(DATABASE), async (client) => {
        for (;;) {
          const { rows } = await client.query<{ replays: boolean }>(
            'select pg_is_in_recovery() as replays',
          );
          if (!rows[0]!.replays) return;
          await delay(200);
        }
      }),
  );
  await server.start().catch((error: Error) => {
    const last = /last completed transaction was at log time (.+)/.exec(error.message)?.[1];
    if (!error.message.includes('before configured recovery target')) throw error;
    throw new StartError(
      'restore',
      `the log ends before that second${last ? `: the last change in it is of ${last}` : ''}`,
      'Name an earlier second, or leave out --at for all that is there.',
    );
  });
  return asking(address(DATABASE), async (client) => {
    const done = await settleAfterRestore(client);
    await archiveNothing(client);
    return done;
  });
}
