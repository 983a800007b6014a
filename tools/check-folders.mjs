// Folders of an app depend on each other one way only: no two import each other, and no cycle runs through several. Checked
// among the folders of `src` and again among those inside each of them; a file beside the folders counts as one of its own.
// Specs and `testing/` may import whatever they test.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const IMPORT = /(?:\bfrom|\bimport\(|^import)\s*['"](\.[^'"]+)['"]/gm;
const ASIDE = /(^|\/)testing\/|spec[^/]*\.ts$|\.d\.ts$/;

const cycles = globSync('apps/*/src', { cwd: root }).flatMap((src) => {
  const files = globSync('**/*.{ts,vue}', { cwd: join(root, src) })
    .map(posix)
    .filter((file) => !ASIDE.test(file));
  const imports = files.flatMap((from) => importsOf(src, from).map((to) => ({ from, to })));
  const folders = new Set(['', ...files.filter((file) => file.includes('/')).map(firstFolder)]);
  return [...folders].flatMap((folder) => cyclesIn(folder, imports).map((c) => `${src}: ${c}`));
});
for (const cycle of cycles) console.error(`✗ ${cycle}`);
if (cycles.length === 0) console.log('✓ the folders of each app depend on each other one way only');
process.exitCode = cycles.length === 0 ? 0 : 1;

function importsOf(src, from) {
  const text = readFileSync(join(root, src, from), 'utf8');
  return [...text.matchAll(IMPORT)]
    .map(([, to]) => posix(join(dirname(from), to)))
    .filter((to) => !to.startsWith('..') && !ASIDE.test(to));
}

/** Among what lies directly in `folder`, each cycle with a file that makes each of its imports. */
function cyclesIn(folder, imports) {
  const edges = new Map();
  for (const { from, to } of imports) {
    const [a, b] = [childOf(folder, from), childOf(folder, to)];
    if (a === null || b === null || a === b) continue;
    if (!edges.has(a)) edges.set(a, new Map());
    if (!edges.get(a).has(b)) edges.get(a).set(b, from);
  }
  const [found, done] = [[], new Set()];
  const walk = (node, path) => {
    if (path.includes(node)) {
      const cycle = path.slice(path.indexOf(node));
      const by = cycle.map((one, n) => edges.get(one).get(cycle[n + 1] ?? node));
      found.push(`${[...cycle, node].join(' → ')} (${by.join(', ')})`);
    }
    if (path.includes(node) || done.has(node)) return;
    for (const next of edges.get(node)?.keys() ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  return found;
}

/** The folder or file directly in `folder` in which `file` lies; null when it lies elsewhere. */
function childOf(folder, file) {
  if (folder !== '' && !file.startsWith(`${folder}/`)) return null;
  const inner = folder === '' ? file : file.slice(folder.length + 1);
  const [first] = inner.replace(/\.(js|ts|vue)$/, '').split('/');
  return first;
}

function firstFolder(file) {
  return file.split('/')[0];
}

function posix(path) {
  return relative('.', path).split(sep).join('/');
}
