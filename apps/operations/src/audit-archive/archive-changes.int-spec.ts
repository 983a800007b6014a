import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookForDifferences, verifyArchive, type ArchiveManifest } from '@tandem/consistency';
import { metricsText } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import { SealChanges } from '../audit-chain/seal-changes.js';
import { OperationsBench } from '../testing/operations.js';
import { ArchiveChanges } from './archive-changes.js';
import { writeArchive } from './write-archive.js';

const OLD = 3_000;
const YOUNG = 50;
const DAY_SECONDS = 86_400;
const ALL = { signal: new AbortController().signal };

/** Real: PostgreSQL with the audit triggers, the service, files. */
describe('old changes', () => {
  let bench: OperationsBench;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tandem-audit-'));
    // Once a year: here the job runs when it is called.
    const env = { AUDIT_ARCHIVE_DIR: folder, AUDIT_ARCHIVE_CRON: '0 0 1 1 *' };
    bench = await OperationsBench.open({ env });
    await bench.change(
      `insert into catalog.parts select n, 'Bolt "' || n || E'"\\n\\u00fc', n from generate_series(1, ${OLD}) n;
       update audit.data_change_logs set changed_at = now() - interval '400 days'`,
    );
    await seal();
    await bench.change(
      `insert into catalog.parts select n, 'Nut', n from generate_series(10001, ${10_000 + YOUNG}) n`,
    );
    await seal();
  });
  afterAll(async () => {
    await bench?.close();
    await rm(folder, { recursive: true });
  });

  const part = <T>(Part: new (...given: never[]) => T): T =>
    bench.instances[0]!.app.get(Part, { strict: false });
  const archive = (signal = ALL.signal) => part(ArchiveChanges).archive({}, { signal });
  const query = (sql: string, values?: unknown[]) => bench.database.query<object>(sql, values);
  const count = async (table: string) =>
    ((await query(`select count(*)::integer as n from ${table}`)) as { n: number }[])[0]!.n;
  const wrong = async () =>
    (await lookForDifferences(query, { names: ['audit chain'], graceMs: 0 })).flatMap(
      ({ findings }) => findings,
    );
  const seal = () =>
    eventually(async () => {
      await part(SealChanges).seal({}, ALL);
      const [left] = (await query(
        `select count(*)::integer as n from audit.data_change_logs
          where id > coalesce((select max(to_id) from operations.audit_seals), 0)`,
      )) as { n: number }[];
      expect(left!.n).toBe(0);
    });
  const manifests = async () =>
    (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();

  const overdue = async () =>
    Number(/^audit_archive_overdue_seconds(?:\{.*\})? (.+)$/m.exec(await metricsText())?.[1]);

  it('are overdue from the run on that should have moved them', async () => {
    // Changed 400 days ago and kept for 365; a job that comes once a year counts as one of each ten days.
    expect(await overdue()).toBeGreaterThan(24.9 * DAY_SECONDS);
    expect(await overdue()).toBeLessThan(26 * DAY_SECONDS);
  });

  it('stay, as a whole, when one of them is not what was sealed', async () => {
    await query(`update audit.data_change_logs set new_values = '{}' where id = 5`);
    await expect(archive()).rejects.toThrow(/stays: The archived rows of seal 1 /);
    await query(
      `update audit.data_change_logs set new_values = old.new_values
         from (select to_jsonb(p) as new_values from catalog.parts p where p.id = 5) old where data_change_logs.id = 5`,
    );
    expect(await count('audit.data_change_logs')).toBe(OLD + YOUNG);
    expect(await wrong()).toEqual([]);
  });

  it('are in files and no longer in the log, wherever a run before was killed', async () => {
    // As a crash leaves it while a file is written, and when it is written but not recorded.
    await writeFile(join(folder, 'audit-0000000001-0000000004.jsonl.gz.part'), 'half of it');
    const first = (await query(
      `select number::text, after_id::text, to_id::text, rows, encode(content, 'hex') as content, encode(digest, 'hex') as digest
         from operations.audit_seals where number = 1`,
    )) as ArchiveManifest['seals'];
    await writeArchive(part(Database), folder, { seals: first, before: null });
    expect(await count('operations.audit_archives')).toBe(0);
    // Recorded, and one seal removed.
    const stopped = new AbortController();
    const database = part(Database);
    const ask = database.query.bind(database);
    database.query = async <Row>(...asked: Parameters<typeof ask>) => {
      const rows = await ask<Row>(...asked);
      if (
        String(asked[0]).includes('remove_archived') &&
        (await count('audit.data_change_logs')) < OLD
      )
        stopped.abort();
      return rows;
    };
    await archive(stopped.signal);
    database.query = ask as typeof database.query;
    const left = await count('audit.data_change_logs');
    expect(left).toBeGreaterThan(YOUNG);
    expect(left).toBeLessThan(OLD + YOUNG);
    expect(await wrong()).toEqual([]);

    await archive();
    await archive();
    expect(await count('audit.data_change_logs')).toBe(YOUNG);
    expect(await overdue()).toBe(0);
    expect(await wrong()).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    const recorded = (await query(
      `select file, rows::integer from operations.audit_archives order by number`,
    )) as { file: string; rows: number }[];
    expect(recorded.reduce((sum, { rows }) => sum + rows, 0)).toBe(OLD);
    const lines = (
      await Promise.all(
        recorded.map(async ({ file }) =>
          gunzipSync(await readFile(join(folder, file)))
            .toString()
            .trimEnd()
            .split('\n'),
        ),
      )
    ).flat();
    const changes = lines.map(
      (line) => JSON.parse(line) as { id: number; change: { new_values: object } },
    );
    expect(changes.map(({ id }) => id)).toEqual(Array.from({ length: OLD }, (_, n) => n + 1));
    expect(changes[6]!.change.new_values).toEqual({ id: 7, name: 'Bolt "7"\nü', price: 7 });
  });

  it('can be verified without the database, and one altered line is found', async () => {
    for (const name of await manifests())
      expect((await verifyArchive(folder, name)).wrong).toEqual([]);
    const [name] = await manifests();
    const { manifest } = await verifyArchive(folder, name!);
    const path = join(folder, manifest.file);
    const bytes = await readFile(path);
    const text = gunzipSync(bytes).toString();
    await writeFile(
      path,
      gzipSync(text.replace('"price": 7,', '"price": 8,').replace('"price": 7}', '"price": 8}')),
    );
    expect((await verifyArchive(folder, name!)).wrong).toEqual([
      `${manifest.file} is not the file that its manifest describes.`,
      'The archived rows of seal 1 are not those that were sealed.',
    ]);
    await writeFile(path, bytes.subarray(0, 500));
    expect((await verifyArchive(folder, name!)).wrong).toContainEqual(
      expect.stringMatching(/is damaged/),
    );
    await writeFile(path, bytes);
  });

  it('are removed by no other way: not before they are recorded, and none that is young', async () => {
    const database = part(Database);
    const head = (await query(`select max(number)::text as n from operations.audit_seals`)) as {
      n: string;
    }[];
    await expect(
      database.execute(`select operations.record_archive($1, 'x', 1, sha256('x'))`, [head[0]!.n]),
    ).rejects.toThrow(/stay in the log/);
    await expect(database.execute(`delete from operations.audit_archives`)).rejects.toThrow(
      /permission denied/,
    );
    expect(await count('audit.data_change_logs')).toBe(YOUNG);
    await query(`insert into audit.data_change_logs (table_schema, table_name, operation, changed_at, id) overriding system value
      values ('catalog', 'parts', 'INSERT', now(), 12)`).catch((error: Error) =>
      expect(error).toBeUndefined(),
    );
    expect(await wrong()).toMatchObject([{ id: '1/12', due: null }]);
  });
});
