// npm leaves a platform package out of package-lock.json when the registry it asked does not hold it, and
// `npm ci` then refuses the whole lock on every machine. This adds the missing entries (they are optional and
// bound to another platform, so this machine never fetches them). Run it after adding dependencies:
//   node tools/complete-lock.mjs          # --check only reports
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

function find(from, name) {
  const folders = [from];
  for (
    let at = from.lastIndexOf('/node_modules/');
    at >= 0;
    at = from.lastIndexOf('/node_modules/', at - 1)
  ) {
    folders.push(from.slice(0, at));
  }
  return [
    ...folders.map((folder) => `${folder}/node_modules/${name}`),
    `node_modules/${name}`,
  ].some((path) => packages[path]);
}

const added = [];
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (find(path, name) || !/^\d/.test(range)) continue;
    const words = name.replace(/[@/]/g, '-').split('-');
    const os = SYSTEMS.find((word) => words.includes(word));
    const cpu = PROCESSORS.find((word) => words.includes(word));
    if (!os && !cpu) continue;
    const missing = { version: range, optional: true };
    if (entry.dev) missing.dev = true;
    if (cpu) missing.cpu = [cpu];
    if (os) missing.os = [os];
    packages[`node_modules/${name}`] = missing;
    added.push(`${name}@${range}`);
  }
}

if (added.length === 0) {
  console.log('package-lock.json names every platform package.');
} else if (process.argv.includes('--check')) {
  console.error(
    `package-lock.json lacks ${added.length} platform packages: run node tools/complete-lock.mjs`,
  );
  console.error(added.map((name) => `  ${name}`).join('\n'));
  process.exitCode = 1;
} else {
  lock.packages = Object.fromEntries(
    Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    `Added ${added.length} platform packages:\n${added.map((name) => `  ${name}`).join('\n')}`,
  );
}
