import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@tandem/config/services';
import type pg from 'pg';
import { serverAccount } from '../backing/postgres-place.ts';
import { StartError } from '../errors.ts';
import type { Home } from '../home.ts';
import { run } from '../run.ts';
import { baseBackups, NOTE, removeOldBackups, sha256Of, type BaseBackup } from './base-backups.ts';
import { pgTools } from './pg-tools.ts';
import { archiveInto, archiveUpToNow, asking, makeWalFolder } from './wal-archive.ts';

/** Folders of a home that are no part of the database and outlive it. */
export const FILES = SERVICES.flatMap(({ folder }) => (folder ? [folder.name] : []));
export const SECRETS = 'secrets.json';

export interface BackupOptions {
  home: Home;
  databaseUrl: string;
  /** The folder of backups. */
  to: string;
  kept: number;
  say: (message: string) => void;
  signal: AbortSignal;
}

/**
 * Copies all that the shop of a home knows, while it works: a base backup of PostgreSQL, and from now on its log; secrets, and
 * files that are in no database.
 * @returns the folder of the base backup.
 */
export async function takeBackup(options: BackupOptions): Promise<string> {
  const { to, say, signal, home, kept } = options;
  const tools = await pgTools(say, signal);
  // The account that PostgreSQL runs as passes through, and sees its own folder alone.
  mkdirSync(to, { recursive: true, mode: 0o711 });
  const account = await serverAccount(signal);
  const wal = await makeWalFolder(to, account, signal);
  return asking(options.databaseUrl, async (client) => {
    await archiveInto(client, wal);
    const name = new Date()
      .toISOString()
      .replace(/[:.]\d+Z$/, 'Z')
      .replaceAll(':', '');
    const half = join(to, `.${name}`);
    rmSync(half, { recursive: true, force: true });
    const startedAt = await timeOf(client);
    await tool(
      tools,
      'pg_basebackup',
      [
        ...[
          '--pgdata',
          half,
          '--format',
          'tar',
          '--gzip',
          '--compress',
          '1',
          '--checkpoint',
          'fast',
        ],
        ...['--wal-method', 'stream', '--manifest-checksums', 'SHA256', '--no-password'],
        ...connection(options.databaseUrl),
      ],
      options,
    );
    await tool(tools, 'pg_verifybackup', ['--no-parse-wal', '--quiet', half], options);
    const files = readdirSync(half);
    const note: BaseBackup = {
      startedAt,
      endedAt: await timeOf(client),
      postgres: (await client.query<{ server_version: string }>('show server_version')).rows[0]!
        .server_version,
      firstSegment: await firstSegment(client, join(half, 'backup_manifest')),
      files: Object.fromEntries(
        await Promise.all(files.map(async (file) => [file, await sha256Of(join(half, file))])),
      ) as Record<string, string>,
    };
    copyFiles(home, half);
    writeFileSync(join(half, NOTE), `${JSON.stringify(note, null, 2)}\n`);
    renameSync(half, join(to, name));
    // Told as `backup_age_seconds` by operations.
    await client.query('insert into operations.backups (ended_at) values ($1)', [note.endedAt]);
    await archiveUpToNow(client);
    removeOldBackups(to, kept);
    const [oldest] = baseBackups(to);
    await tool(tools, 'pg_archivecleanup', ['-x', '.gz', wal, oldest!.firstSegment], options);
    return join(to, name);
  });
}

async function timeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]!.now.toISOString();
}

async function firstSegment(client: pg.Client, manifest: string): Promise<string> {
  const { 'WAL-Ranges': ranges } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    'WAL-Ranges': { 'Start-LSN': string }[];
  };
  const { rows } = await client.query<{ name: string }>(
    'select pg_walfile_name($1::pg_lsn) as name',
    [ranges[0]!['Start-LSN']],
  );
  return rows[0]!.name;
}

/** What is here is as secret as the shop: the keys are beside what they open. */
function copyFiles(home: Home, half: string): void {
  mkdirSync(join(half, 'files'), { mode: 0o700 });
  for (const name of [SECRETS, ...FILES])
    if (existsSync(home.path(name)))
      cpSync(home.path(name), join(half, 'files', name), {
        recursive: true,
        preserveTimestamps: true,
      });
}

function connection(databaseUrl: string): string[] {
  const url = new URL(databaseUrl);
  return ['--host', url.hostname, '--port', url.port, '--username', url.username];
}

async function tool(
  folder: string,
  name: string,
  args: readonly string[],
  { databaseUrl, signal }: Pick<BackupOptions, 'databaseUrl' | 'signal'>,
): Promise<void> {
  const { code, output } = await run(folder ? join(folder, name) : name, [...args], {
    // An argument can be seen by everybody on the machine.
    env: { PGPASSWORD: decodeURIComponent(new URL(databaseUrl).password), LC_ALL: 'C' },
    signal,
  });
  if (code !== 0)
    throw new StartError(
      'backup',
      `${name} failed\n${output.trim().slice(-1500)}`,
      'Read its words above.',
    );
}
