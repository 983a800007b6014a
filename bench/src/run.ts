import { startStack, type StackHandle } from '@tandem/stack';
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { costAtRest } from './rest.ts';
import { OrderBench, type OrderRow } from './orders.ts';
import { hasWrk, load, median, percentile, type LoadResult } from './load.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const CONNECTIONS = 50;

interface Row {
  what: string;
  figure: string;
  note: string;
}

const rows: Row[] = [];
const add = (what: string, figure: string, note = '') => rows.push({ what, figure, note });
const whole = (value: number) => Math.round(value).toLocaleString('en');
const ms = (value: number) => `${value.toFixed(1)} ms`;

function child(script: string, args: string[]): ChildProcess {
  return fork(join(import.meta.dirname, script), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function said<T>(process: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    process.once('message', (message) => resolve(message as T));
    process.once('exit', (code) => reject(new Error(`child ended with ${code}`)));
  });
}

async function signIn(stack: StackHandle): Promise<string> {
  const answer = await fetch(`${stack.info.admin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@tandem.test', password: 'tandem-dev-password' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** The subjects in turn, several rounds, so that a drift of the machine meets all of them alike. */
async function sideBySide(subjects: Record<string, string>): Promise<Record<string, LoadResult>> {
  const results: Record<string, LoadResult[]> = {};
  for (const url of Object.values(subjects)) await load(url, CONNECTIONS, 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(subjects)) {
      (results[name] ??= []).push(await load(url, CONNECTIONS, SECONDS));
    }
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, all]) => [
      name,
      {
        requestsPerSecond: median(all.map((r) => r.requestsPerSecond)),
        p50: median(all.map((r) => r.p50)),
        p99: median(all.map((r) => r.p99)),
        failures: all.reduce((sum, r) => sum + r.failures, 0),
      },
    ]),
  );
}

function report(title: string, results: Record<string, LoadResult>): void {
  const page = results.page!;
  for (const [name, result] of Object.entries(results)) {
    const share = ((100 * page.requestsPerSecond) / result.requestsPerSecond).toFixed(0);
    add(
      `${title}: ${name}`,
      `${whole(result.requestsPerSecond)} req/s, p50 ${ms(result.p50)}, p99 ${ms(result.p99)}`,
      name === 'page' ? `${result.failures} failures` : `the page is at ${share}%`,
    );
  }
}

async function reads(stack: StackHandle): Promise<void> {
  const catalog = stack.info.services.catalog![0]!;
  const part = `${catalog}/api/v1/parts/1`;
  const list = `${catalog}/api/v1/parts?limit=24`;
  const { items } = (await (await fetch(list)).json()) as { items: { id: number }[] };
  await fetch(part);
  const aspects = ['', ':stock', ':prices', ':images', ':specs'];
  const floor = child('floor.ts', [
    stack.info.redis!,
    JSON.stringify({ name: 'part', url: part, keys: aspects.map((a) => `part:1${a}`) }),
    JSON.stringify({
      name: 'list',
      url: list,
      keys: [
        'parts:list:generation',
        'parts:list:floor',
        ...items.map((i) => `part:${i.id}:stock`),
      ],
    }),
  ]);
  const { port } = await said<{ port: number }>(floor);
  const base = `http://127.0.0.1:${port}`;
  report(
    'part page',
    await sideBySide({
      page: part,
      'bare Fastify': `${base}/bare/part`,
      'Fastify + MGET': `${base}/mget/part`,
    }),
  );
  report(
    'list of 24',
    await sideBySide({
      page: list,
      'bare Fastify': `${base}/bare/list`,
      'Fastify + MGET': `${base}/mget/list`,
    }),
  );
  floor.disconnect();
}

/** Keeps `writers` stock edits in flight for some seconds; each writer has parts of its own. */
async function writes(stack: StackHandle, token: string, writers: number, seconds: number) {
  const inventory = stack.info.services.inventory![0]!;
  const times: number[] = [];
  let failures = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; performance.now() < end; n += 1) {
        const begun = performance.now();
        const id = 100 + writer * 4 + (n % 4);
        const answer = await fetch(`${inventory}/api/v1/admin/parts/${id}/stock`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ current_stock: 100 + (n % 1000) }),
        });
        await answer.arrayBuffer();
        if (answer.status !== 200) failures += 1;
        times.push(performance.now() - begun);
      }
    }),
  );
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    failures,
  };
}

async function stockWrites(stack: StackHandle, token: string): Promise<void> {
  const alone = await writes(stack, token, 8, SECONDS);
  add(
    'stock writes, 8 writers',
    `${whole(alone.perSecond)}/s, p50 ${ms(alone.p50)}, p99 ${ms(alone.p99)}`,
    `${alone.failures} failures`,
  );
  const reading = load(
    `${stack.info.services.catalog![0]}/api/v1/parts/1`,
    CONNECTIONS,
    SECONDS + 1,
  );
  const loaded = await writes(stack, token, 4, SECONDS);
  await reading;
  add(
    'stock writes, 4 writers, 50 readers on the part page',
    `${whole(loaded.perSecond)}/s, p50 ${ms(loaded.p50)}, p99 ${ms(loaded.p99)}`,
    `${loaded.failures} failures`,
  );
}

async function pushed(stack: StackHandle, token: string, count: number): Promise<void> {
  const gateway = stack.info.services['realtime-gateway']![0]!;
  const inventory = stack.info.services.inventory![0]!;
  const pages = child('sockets.ts', [gateway, String(count), '7']);
  await said(pages);
  const versions: number[] = [];
  for (let n = 0; n < 100; n += 1) {
    const answer = await fetch(`${inventory}/api/v1/admin/parts/7/stock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ current_stock: 500 + n }),
    });
    versions.push(((await answer.json()) as { version: number }).version);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  pages.send({ expect: versions });
  const result = await said<{ latencies: number[]; perfect: number; sockets: number }>(pages);
  pages.disconnect();
  add(
    `commit → socket, ${count} sockets, 100 edits`,
    `p50 ${ms(percentile(result.latencies, 50))}, p99 ${ms(percentile(result.latencies, 99))}`,
    `${result.perfect} of ${result.sockets} got every event once, in order`,
  );
}

/** Shoppers who buy at once: as many as told, in turn on one part and on many. */
const SHOPPERS = [1, 8, 32, 64, 128];
const ORDERS_A_ROUND = 1_500;

async function orders(stack: StackHandle, token: string): Promise<void> {
  const bench = new OrderBench(stack, token);
  await bench.prepare(Math.max(...SHOPPERS));
  const kinds: OrderRow['parts'][] = ['many parts', 'one part'];
  // Not counted: the first orders meet code that is not compiled and plans that are not made.
  for (const parts of kinds) await bench.measure(parts, 32, ORDERS_A_ROUND, SECONDS * 2);
  await bench.settle();
  for (const shoppers of SHOPPERS) {
    for (const parts of kinds) {
      const row = await bench.measure(parts, shoppers, ORDERS_A_ROUND, SECONDS * 2);
      add(
        `orders, ${parts}, ${shoppers} shoppers`,
        `${whole(row.perSecond)}/s, p50 ${ms(row.p50)}, p99 ${ms(row.p99)}`,
        `${row.refused} refused; staff had been told of all ${(row.toldAfterMs / 1000).toFixed(1)} s later`,
      );
    }
  }
  const wrong = await bench.audit();
  add('orders: what does not add up', String(wrong.length), 'ledger, wallets and shelves');
  for (const one of wrong.slice(0, 5)) console.error(one);
  await bench.close();
}

/** Resident memory of everything this process started, in MB. */
function memory(): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process ended while we looked.
    }
  }
  const ours = (pid: number): boolean => {
    for (let at: number | undefined = pid; at && at > 1; at = parents.get(at)) {
      if (at === process.pid) return true;
    }
    return false;
  };
  let kilobytes = 0;
  for (const pid of parents.keys()) {
    if (pid === process.pid || !ours(pid)) continue;
    try {
      // Proportional share: PostgreSQL's processes share most of what each of them maps.
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch {
      // As above.
    }
  }
  return kilobytes / 1024;
}

const stack = await startStack({
  home: join(import.meta.dirname, '..', '..', '.tandem', 'bench'),
  mode: 'distributed',
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
};

try {
  const wanted = process.argv.slice(2);
  for (const [name, measure] of Object.entries(subjects)) {
    if (wanted.length === 0 || wanted.includes(name)) await measure(await signIn(stack));
  }
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
process.exit(0);
