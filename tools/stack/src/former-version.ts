import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from './errors.ts';
import { ROOT } from './home.ts';
import { hasCommand, run } from './run.ts';

/** Another version in a folder of its own, built. */
export interface BuiltVersion {
  folder: string;
  commit: string;
  remove(): Promise<void>;
}

const NX = join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
const QUIET_NX = { NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', NX_NO_CLOUD: 'true' };

/**
 * The commit of the version that is asked for, else of the newest tag of a version before this one, else the one before the newest migration.
 * @throws StartError when this clone does not have it.
 */
export async function formerCommit(asked: string | undefined): Promise<string> {
  const wanted = asked ?? (await newestTag()) ?? (await beforeNewestMigration());
  const commit = wanted && (await git('rev-parse', '--verify', '--quiet', `${wanted}^{commit}`));
  if (commit) return commit;
  throw new StartError(
    'former version',
    `this clone has no ${wanted ?? 'history'}`,
    'Fetch it (git fetch --tags --unshallow), or name a revision: --from REVISION.',
  );
}

async function newestTag(): Promise<string | undefined> {
  const here = await git('rev-parse', 'HEAD');
  const tags = await git('tag', '--list', 'v*', '--sort=-v:refname', '--merged', 'HEAD');
  for (const tag of tags?.split('\n') ?? [])
    if ((await git('rev-parse', `${tag}^{commit}`)) !== here) return tag;
  return undefined;
}

async function beforeNewestMigration(): Promise<string | undefined> {
  const newest = await git('log', '-1', '--format=%H', '--', 'apps/*/src/migrations/*.ts');
  return newest && `${newest}^`;
}

/** What git says; nothing when it fails or has nothing to say. */
async function git(...args: string[]): Promise<string | undefined> {
  return (await hasCommand('git', ['-C', ROOT, ...args]))?.trim() || undefined;
}

/** Its services alone: the sites and the tools are this version's. */
export async function buildVersion(
  commit: string,
  say: (message: string) => void,
  signal?: AbortSignal,
): Promise<BuiltVersion> {
  const temporary = mkdtempSync(join(tmpdir(), 'tandem-version-'));
  const folder = join(temporary, 'tandem');
  const remove = async () => {
    rmSync(temporary, { recursive: true, force: true });
    await git('worktree', 'prune');
  };
  const must = async (what: string, command: string, args: string[], cwd: string) => {
    const { code, output } = await run(command, args, { cwd, env: QUIET_NX, signal });
    if (code === 0) return;
    throw new StartError(
      'former version',
      `${what} failed\n${output.trim().split('\n').slice(-25).join('\n')}`,
      'Name another revision: --from REVISION.',
    );
  };
  try {
    say(`former version: ${commit.slice(0, 12)} …`);
    await must('git worktree', 'git', ['worktree', 'add', '--detach', folder, commit], ROOT);
    if (sameLock(folder)) {
      say('former version: its packages are the same');
      await copyPackages(folder);
    } else {
      say('former version: npm ci …');
      await must('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
    }
    say('former version: build …');
    const targets = ['run-many', '-t', 'build', 'bundle', '--output-style=static'];
    await must('the build', process.execPath, [join(folder, NX), ...targets], folder);
    return { folder, commit, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function sameLock(folder: string): boolean {
  const lock = (of: string) => readFileSync(join(of, 'package-lock.json'), 'utf8');
  return lock(folder) === lock(ROOT);
}

/** Links within stay links: those to the workspace's own packages are to this version's then. */
async function copyPackages(folder: string): Promise<void> {
  const [from, to] = [join(ROOT, 'node_modules'), join(folder, 'node_modules')];
  // Hard links take no room and no time, where both are on one disk and `cp` knows them.
  const { code } = await run('cp', ['-al', from, to]);
  if (code !== 0) {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
  rmSync(join(to, '.cache'), { recursive: true, force: true });
}
