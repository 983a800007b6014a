/**
 * node scripts/asyncapi.mjs write          generates docs/asyncapi.json
 * node scripts/asyncapi.mjs check [<ref>]  fails when it is out of date, or when the contracts break
 *                                          a consumer of the one committed at <ref> (default HEAD)
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { ALL_EVENTS, asyncApiOf, incompatibilities } from '../dist/index.js';

const FILE = new URL('../../../docs/asyncapi.json', import.meta.url);
const current = asyncApiOf(ALL_EVENTS);
const text = await format(JSON.stringify(current), {
  ...(await resolveConfig(FILE)),
  parser: 'json',
});

if (process.argv[2] === 'write') {
  writeFileSync(FILE, text);
} else {
  const base = process.argv[3] ?? 'HEAD';
  const problems = incompatibilities(committed(base), current);
  if (readFileSync(FILE, 'utf8') !== text) {
    problems.push(
      'docs/asyncapi.json is out of date: npm run contracts:write -w @tandem/contracts',
    );
  }
  for (const problem of problems) console.error(`contracts: ${problem}`);
  if (problems.length > 0) process.exit(1);
  console.log(`contracts: ${ALL_EVENTS.length} events, compatible with ${base}`);
}

function committed(base) {
  const args = ['show', `${base}:docs/asyncapi.json`];
  try {
    return JSON.parse(
      execFileSync('git', args, { cwd: new URL('.', FILE), stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return asyncApiOf([]);
  }
}
