import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { lookForDifferences, verifyArchive } from '@tandem/consistency';
import { buildServices, endProcess, eventually, startBuilt } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';

const OLD = 2_500;
const YOUNG = 40;
const YEARLY = '0 0 1 1 *';
const PATIENCE = { timeoutMs: 120_000, everyMs: 100 };

let bench: OperationsBench;
let folder: string;
let home: string;

beforeAll(async () => {
  await buildServices();
  folder = await mkdtemp(join(tmpdir(), 'tandem-archive-'));
  home = await mkdtemp(join(tmpdir(), 'tandem-faults-'));
  // The first instance puts the job on the list, and is gone before it is due.
  bench = await OperationsBench.open({
    env: { AUDIT_ARCHIVE_DIR: folder, AUDIT_ARCHIVE_CRON: YEARLY },
  });
  await bench.change(
    `insert into catalog.parts select n, 'Bolt ' || n, n from generate_series(1, ${OLD}) n;
     update audit.data_change_logs set changed_at = now() - interval '400 days'`,
  );
  await seal();
  await bench.change(
    `insert into catalog.parts select n, 'Nut', n from generate_series(10001, ${10_000 + YOUNG}) n`,
  );
  await seal();
  await bench.instances[0]!.stop();
}, 300_000);
afterAll(async () => {
  await bench?.close();
  for (const path of [folder, home]) if (path) await rm(path, { recursive: true });
});

const query = <Row extends object>(sql: string) => bench.database.query<Row>(sql);

const seal = () =>
  eventually(async () => {
    const [{ state }] = (await query('select state from operations.seal_changes()')) as [
      { state: string },
    ];
    expect(state).toBe('done');
  }, PATIENCE);

const ids = async (sql: string): Promise<number[]> =>
  (await query<{ id: number }>(sql)).map(({ id }) => id);
const inLog = () => ids('select id::integer from audit.data_change_logs order by id');

/** The rows of files that the database knows of: nothing else counts as kept. */
async function inFiles(): Promise<number[]> {
  const files = await query<{ file: string }>(
    'select file from operations.audit_archives order by number',
  );
  const texts = await Promise.all(files.map(({ file }) => readFile(join(folder, file))));
  return texts
    .flatMap((bytes) => gunzipSync(bytes).toString().trimEnd().split('\n'))
    .map((line) => (JSON.parse(line) as { id: number }).id);
}

const wrong = async () =>
  (
    await lookForDifferences((sql, values) => bench.database.query<object>(sql, values), {
      names: ['audit chain'],
      graceMs: 0,
    })
  ).flatMap(({ findings }) => findings);

/** That a worker takes over what a dead one had begun is shown of imports; here it need not be waited for. */
const due = () =>
  query(
    `update operations_jobs.job set state = 'retry', start_after = now() where name = 'archive-audit-log' and state < 'completed'`,
  );

const ALL = Array.from({ length: OLD + YOUNG }, (_, n) => n + 1);

// Real here: the instances that die are processes of their own, killed with SIGKILL between a step and the next.
it('changes that go into files are neither lost nor doubled, wherever the job is killed', async () => {
  const faultFile = join(home, 'fault');
  const env = { ...bench.env, TANDEM_FAULT_FILE: faultFile };
  const left: [point: string, log: number, files: number][] = [];
  for (const point of ['written', 'recorded', 'removing']) {
    const { child } = await startBuilt('operations', 'OPERATIONS', env);
    try {
      await writeFile(faultFile, `audit-archive.${point}`);
      await due();
      await eventually(() => expect(child.signalCode).toBe('SIGKILL'), PATIENCE);
    } finally {
      await endProcess(child, 'SIGKILL');
    }
    const [log, files] = [await inLog(), await inFiles()];
    expect([...new Set([...log, ...files])].sort((a, b) => a - b)).toEqual(ALL);
    expect(await wrong()).toEqual([]);
    left.push([point, log.length, files.length]);
  }
  // A seal has up to 1,000 rows, and is removed as a whole.
  expect(left).toEqual([
    ['written', OLD + YOUNG, 0],
    ['recorded', OLD + YOUNG, OLD],
    ['removing', expect.any(Number), OLD],
  ]);
  expect(left[2]![1]).toBeGreaterThan(YOUNG);
  expect(left[2]![1]).toBeLessThan(OLD + YOUNG);

  await due();
  const { child } = await startBuilt('operations', 'OPERATIONS', bench.env);
  try {
    await eventually(async () => expect(await inLog()).toHaveLength(YOUNG), PATIENCE);
  } finally {
    await endProcess(child);
  }
  expect([...(await inFiles()), ...(await inLog())]).toEqual(ALL);
  expect(await wrong()).toEqual([]);
  const names = (await readdir(folder)).sort();
  expect(names.map((name) => name.replace(/^audit-\d+-\d+/, ''))).toEqual(['.json', '.jsonl.gz']);
  expect((await verifyArchive(folder, names[0]!)).wrong).toEqual([]);
}, 400_000);
