import { startStack } from '@tandem/stack';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orders } from './buying.ts';
import { capacity } from './capacity/capacity.ts';
import { costs } from './costs.ts';
import { flags } from './flags.ts';
import { growth } from './growth.ts';
import { imports } from './imports.ts';
import { hasWrk } from './load.ts';
import { memory } from './memory.ts';
import { overload } from './overload.ts';
import { reads } from './reads.ts';
import { add, rows, whole } from './report.ts';
import { costAtRest } from './rest.ts';
import { playScenario, SCENARIOS } from './scenarios/scenarios.ts';
import { IMPORT_THREAD } from './settings.ts';
import { signIn } from './sign-in.ts';
import { synced } from './sync.ts';
import { warehouse } from './warehouse.ts';
import { webhooks } from './webhooks.ts';
import { pushed, stockWrites } from './writes.ts';

/** What the shop of this home and its G2A sign with. */
function webhookSecret(): string {
  const secrets = JSON.parse(readFileSync(join(HOME, 'secrets.json'), 'utf8')) as {
    own: { G2A_WEBHOOK_SECRET: string };
  };
  return secrets.own.G2A_WEBHOOK_SECRET;
}

const HOME = join(import.meta.dirname, '..', '..', '.tandem', 'bench');
const wanted = process.argv.slice(2);
let wrong = 0;
const stack = await startStack({
  home: HOME,
  mode: 'distributed',
  envOf: { catalog: { CATALOG_IMPORT_THREAD: IMPORT_THREAD } },
});
const subjects: Record<string, (token: string) => Promise<void>> = {
  rest: async () => {
    const shares = await costAtRest(stack.processes());
    const sum = shares.reduce((total, { percent }) => total + percent, 0);
    const dearest = shares.slice(0, 8).map(({ name, percent }) => `${name} ${percent.toFixed(1)}`);
    add('at rest', `${sum.toFixed(1)}% of a core`, dearest.join(', '));
  },
  reads: () => reads(stack),
  stock: (token) => stockWrites(stack, token),
  sockets: async (token) => {
    await pushed(stack, token, 200);
    await pushed(stack, token, 1000);
  },
  orders: (token) => orders(stack, token),
  overload: (token) => overload(stack, token),
  warehouse: (token) => warehouse(stack, token),
  webhooks: () => webhooks(stack, webhookSecret()),
  flags: (token) => flags(stack, token),
  costs: (token) => costs(stack, token),
  capacity: (token) => capacity(stack, token),
  sync: () => synced(stack),
  growth: () => growth(stack, () => signIn(stack)),
  imports: (token) => imports(stack, token),
  ...Object.fromEntries(
    SCENARIOS.map((scenario) => [
      scenario.name,
      async (token: string) => void (wrong += await playScenario(stack, token, scenario)),
    ]),
  ),
};
const isScenario = (name: string) => SCENARIOS.some((scenario) => scenario.name === name);
/** A shop that has grown is another shop to all others, and the capacity is made of the costs: only who asks for them gets them. */
const isWanted = (name: string) =>
  wanted.includes(name) ||
  (isScenario(name)
    ? wanted.includes('scenarios')
    : wanted.length === 0 && !['growth', 'capacity'].includes(name));

try {
  const unknown = wanted.filter((name) => name !== 'scenarios' && !(name in subjects));
  if (unknown.length > 0) throw new Error(`nothing is called ${unknown.join(', ')}`);
  for (const [name, measure] of Object.entries(subjects))
    if (isWanted(name)) await measure(await signIn(stack));
  add(
    'memory of the distributed form after this',
    `${whole(memory())} MB`,
    'proportional set size',
  );
} finally {
  await stack.stop();
}

console.log(
  `\nclient: ${hasWrk ? 'wrk' : 'autocannon (install wrk: it takes less of the machine)'}\n`,
);
console.log('| what | figure | |\n|---|---|---|');
for (const row of rows) console.log(`| ${row.what} | ${row.figure} | ${row.note} |`);
process.exit(wrong > 0 ? 1 : 0);
