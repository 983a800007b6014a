import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, type StackHandle } from '@tandem/stack';
import pg from 'pg';
import { add, ms, whole } from './report.ts';
import { IMPORTED_ROWS } from './settings.ts';
import { hotParts, measured } from './shoppers.ts';

const CALM_SECONDS = 60;
const CATEGORIES = ['brake-discs', 'brake-pads', 'filters', 'lighting'];

/** A supplier's list as one comes: names, prices, a description and a few specifications. */
function* rowsOf(run: string, categories: readonly string[]): Generator<string> {
  yield 'sku,name,price,currency,category,description,specifications\n';
  for (let n = 1; n <= IMPORTED_ROWS; n += 1)
    yield [
      `IMP-${run}-${n}`,
      `"Imported part ${n}, left"`,
      `${5 + (n % 400)}.${String(n % 100).padStart(2, '0')}`,
      'EUR',
      categories[n % categories.length] ?? '',
      `"<p>Made for the everyday road.</p><p>${'Fits what it says it fits. '.repeat(6)}</p>"`,
      `"Diameter | ${200 + (n % 200)} | mm\nMaterial | Steel"\n`,
    ].join(',');
}

async function upload(admin: string, token: string, run: string, categories: string[]) {
  const form = new FormData();
  form.set('file', new Blob([...rowsOf(run, categories)]), `bench-${run}.csv`);
  const answer = await fetch(`${admin}/api/v1/admin/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const body = (await answer.json()) as { import_id: string };
  if (answer.status !== 202) throw new Error(`no import: ${JSON.stringify(body)}`);
  return body.import_id;
}

interface Progress {
  status: string;
  created: number;
  failed: number;
  seconds: number;
}

async function ended(database: pg.Client, id: string): Promise<Progress> {
  for (;;) {
    const { rows } = await database.query<Progress>(
      `select status, created, failed, extract(epoch from finished_at - started_at)::float8 as seconds
         from catalog.imports where id = $1`,
      [id],
    );
    if (rows[0]!.status !== 'queued' && rows[0]!.status !== 'running') return rows[0]!;
    await pause(500);
  }
}

/** The most memory a process has had since it was asked to count anew, in MB; Linux only. */
const peakMemory = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
const countPeakAnew = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

const times = (now: number, before: number): string => `${(now / before).toFixed(1)}×`;

/** A file of many new parts is imported while shoppers read, beside the same with nothing going on. */
export async function imports(stack: StackHandle, token: string): Promise<void> {
  const database = new pg.Client({ connectionString: stack.info.postgres });
  await database.connect();
  try {
    const { rows } = await database.query<{ slug: string }>(
      `select slug from catalog.categories where slug = any ($1) order by slug`,
      [CATEGORIES],
    );
    const ids = await hotParts(database);
    const calmUntil = performance.now() + CALM_SECONDS * 1000;
    const calm = await measured('calm', stack, ids, () => performance.now() < calmUntil);

    const spending = stack.processes().filter(({ name }) => /^(catalog|postgres)/.test(name));
    const spent = () => spending.map(({ name, pid = 0 }) => ({ name, seconds: cpuSeconds(pid) }));
    const { pid } = spending.find(({ name }) => name.startsWith('catalog'))!;
    countPeakAnew(pid!);
    const before = peakMemory(pid!);
    const spentBefore = spent();
    const run = Date.now().toString(36);
    const id = await upload(
      stack.info.services.catalog![0]!,
      token,
      run,
      rows.map(({ slug }) => slug),
    );
    let going = true;
    const ending = ended(database, id).finally(() => (going = false));
    const busy = await measured('while a file is imported', stack, ids, () => going);
    const { status, created, failed, seconds } = await ending;
    add(
      `${whole(created)} new parts from a file`,
      `${whole(created / seconds)}/s, ${whole(seconds)} s`,
      `${status}, ${failed} failed`,
    );
    const costs = spent().map(({ name, seconds: now }, n) => ({
      name,
      ms: ((now - spentBefore[n]!.seconds) * 1_000_000) / IMPORTED_ROWS,
    }));
    add(
      'processor time of 1,000 rows, readers included',
      ms(costs.reduce((sum, cost) => sum + cost.ms, 0)),
      costs.map((cost) => `${cost.name} ${ms(cost.ms)}`).join(', '),
    );
    add(
      'p99 of pages while it runs, against calm',
      `parts ${times(busy.part, calm.part)}, lists ${times(busy.list, calm.list)}`,
      'wanted: 2×',
    );
    add(
      'most memory of catalog while it runs',
      `${whole(peakMemory(pid!))} MB`,
      `${whole(before)} MB before`,
    );
  } finally {
    await database.end();
  }
}
