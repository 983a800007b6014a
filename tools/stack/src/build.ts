import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StartError } from './errors.ts';
import { ROOT } from './home.ts';
import { run } from './run.ts';

const STAMP = join(ROOT, 'node_modules', '.cache', 'tandem', 'build.json');
const SHARED_FILES = ['package-lock.json', '.swcrc', 'tsconfig.base.json', 'nx.json'];
const NOT_SOURCE = new Set(['dist', 'node_modules', 'test-results', 'coverage']);

interface Project {
  folder: string;
  targets: string[];
}

/** Builds what changed since the last build; without a change it only compares hashes, which takes milliseconds. */
export async function build(
  options: { sites: boolean },
  say: (message: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const targets = options.sites ? ['build', 'build-site', 'bundle'] : ['build'];
  const projects = findProjects(targets);
  const sources = hashSources(projects);
  const stamp = `${targets.join('+')}`;
  const stamps = readStamps();
  if (stamps[stamp]?.sources === sources && stamps[stamp].outputs === hashOutputs(projects)) return;

  const began = Date.now();
  say(`build: ${projects.length} projects …`);
  const { code, output } = await run(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'),
      'run-many',
      '-t',
      ...targets,
      '--output-style=static',
    ],
    {
      cwd: ROOT,
      env: { NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', NX_NO_CLOUD: 'true' },
      signal,
      onLine: (line) => {
        const project = line.match(/nx run ([@\w/-]+):(build\S*|bundle)/)?.[1];
        if (project) say(`build: ${project}`);
      },
    },
  );
  if (code !== 0) {
    throw new StartError(
      'build',
      `the build failed\n${output.trim().split('\n').slice(-60).join('\n')}`,
      'Correct the errors that the compiler names above.',
    );
  }
  mkdirSync(join(STAMP, '..'), { recursive: true });
  const outputs = hashOutputs(projects);
  writeFileSync(STAMP, JSON.stringify({ ...readStamps(), [stamp]: { sources, outputs } }));
  say(`build: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function readStamps(): Record<string, { sources: string; outputs: string }> {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')) as ReturnType<typeof readStamps>;
  } catch {
    return {};
  }
}

function findProjects(targets: readonly string[]): Project[] {
  return ['libs', 'apps', 'tools'].flatMap((group) =>
    readdirSync(join(ROOT, group)).flatMap((name) => {
      const folder = join(ROOT, group, name);
      const manifest = join(folder, 'package.json');
      if (!existsSync(manifest)) return [];
      const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as {
        scripts?: Record<string, string>;
      };
      const own = targets.filter((target) => scripts?.[target]);
      return own.length > 0 ? [{ folder, targets: own }] : [];
    }),
  );
}

function hashSources(projects: readonly Project[]): string {
  const hash = createHash('sha256');
  for (const file of SHARED_FILES) hash.update(readFileSync(join(ROOT, file)));
  // A site also takes in libraries that are used from their sources and have no build of their own.
  for (const folder of new Set([
    ...projects.map((project) => project.folder),
    join(ROOT, 'libs'),
  ])) {
    walk(folder, (path) => {
      if (/\.(int-)?spec\.ts$/.test(path)) return;
      hash.update(relative(ROOT, path)).update('\0').update(readFileSync(path));
    });
  }
  return hash.digest('hex');
}

/** Names, sizes and times are enough to notice an output that was deleted or made by other means. */
function hashOutputs(projects: readonly Project[]): string {
  const hash: Hash = createHash('sha256');
  for (const { folder } of projects) {
    const dist = join(folder, 'dist');
    hash.update(`${relative(ROOT, dist)}:${existsSync(dist)}\0`);
    if (!existsSync(dist)) continue;
    walk(dist, (path) => {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${relative(ROOT, path)}:${size}:${mtimeMs}\0`);
    });
  }
  return hash.digest('hex');
}

function walk(folder: string, visit: (path: string) => void): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (NOT_SOURCE.has(entry.name) || entry.isSymbolicLink()) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, visit);
    else if (entry.isFile()) visit(path);
  }
}
