import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  callUrl,
  proofSize,
  testTokens,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { Hosting } from '../hosting.ts';
import { hostedServices } from '../testing/hosted.ts';
import { databaseOfAll } from '../testing/migrated.ts';
import { BufferMeter, mostBuffers, type Reading } from './buffer-meter.ts';
import { pairsOfParameters, withoutSamples } from './every-parameter.ts';
import { fillWithParts } from './many-parts.ts';
import {
  FACETS_OF_SEARCHES,
  SEARCHES,
  SEARCHES_OF_STAFF,
  SEARCHES_PAGED,
  SUGGESTIONS,
} from './search-shapes.ts';
import { someOf } from './some-of.ts';

const PARTS = proofSize(1_000_000);
/** Filling a million takes minutes; it is no speed that is looked at. */
const FILLING_MS = 3_600_000;

interface Found {
  items: { id: number; sku: string; part_name: string }[];
  next_cursor: string | null;
  total: number;
  total_is_exact: boolean;
}

/** Real: catalogue and inventory in this process, and PostgreSQL with a large shop in it. */
describe(`searches of ${PARTS} parts`, () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let staff: string;
  const hosting = new Hosting();
  const meter = new BufferMeter();
  const table: [shape: string, buffers: number][] = [];

  beforeAll(async () => {
    database = await databaseOfAll('t_searches');
    tokens = await testTokens();
    staff = await tokens.tokenFor({ roles: ['content'], permissions: ['content:read'] });
    await fillWithParts(database, PARTS);
    await database.query(
      `insert into catalog.popular_reads (target, reads, read_at)
         select 'part:' || part_id, part_id % 97, clock_timestamp() from catalog.part_listing where part_id % 50 = 0 limit 2000`,
    );
    await hosting.start(
      hostedServices(database, tokens)
        .filter(({ name }) => ['catalog', 'inventory'].includes(name))
        .map(({ name, env }) => ({ name, env: { ...env, CATALOG_WARM_PARTS: '0' } })),
    );
  }, FILLING_MS);
  afterAll(async () => {
    meter.close();
    await hosting.stop();
    await tokens.close();
    await database.drop();
    const dearest = table.sort(([, a], [, b]) => b - a).slice(0, 40);
    const lines = dearest.map(([shape, buffers]) => `${String(buffers).padStart(6)}  ${shape}`);
    process.stdout.write(`buffers of the dearest searches, ${PARTS} parts:\n${lines.join('\n')}\n`);
  });

  async function read(path: string, note = ''): Promise<[Found, Reading]> {
    const { url } = hosting.running.get('catalog')!;
    let body: Found;
    const reading = await meter.of(async () => {
      const as = path.startsWith('/admin') ? { token: staff } : undefined;
      const answer = await callUrl<Found>('GET', `${url}/api/v1${path}`, { as });
      expect([path, answer.status]).toEqual([path, 200]);
      ({ body } = answer);
    });
    table.push([`${path}${note} (${body!.items.length} of ${body!.total})`, reading.buffers]);
    return [body!, reading];
  }

  /** Which of them read more than they may, with their dearest statement. */
  async function tooDear(paths: readonly string[]): Promise<string[]> {
    const dear: string[] = [];
    for (const path of paths) {
      const [{ items }, { buffers, worst }] = await read(path);
      if (buffers > mostBuffers(path, items.length))
        dear.push(
          `${path} reads ${buffers}, ${worst.buffers} of them in ${worst.sql} ${JSON.stringify(worst.values)}`,
        );
    }
    return dear;
  }

  it.each([
    ['shoppers', SEARCHES],
    ['staff', SEARCHES_OF_STAFF],
  ])(
    'reads a bounded number of buffers for each of them: %s',
    async (_who, searches) => {
      expect(await tooDear(someOf(searches, PARTS, 5))).toEqual([]);
    },
    FILLING_MS,
  );

  it(
    'reads a bounded number of buffers for what is suggested meanwhile',
    async () => {
      expect(await tooDear(SUGGESTIONS)).toEqual([]);
    },
    FILLING_MS,
  );

  it(
    'reads a bounded number of buffers for each of them with its facets',
    async () => {
      expect(await tooDear(FACETS_OF_SEARCHES)).toEqual([]);
    },
    FILLING_MS,
  );

  it('has samples of every parameter that a list takes', () => {
    expect(withoutSamples()).toEqual([]);
  });

  it(
    'reads a bounded number of buffers for each two parameters of lists and searches',
    async () => {
      expect(await tooDear(pairsOfParameters(PARTS === 1_000_000))).toEqual([]);
    },
    FILLING_MS,
  );

  it.each(SEARCHES_PAGED)(
    'reads no more for page %i, and shows no part twice: %s',
    async (pages, path) => {
      const shown = new Set<number>();
      let cursor = '';
      for (let page = 1; page <= pages; page += 1) {
        const [found, reading] = await read(`${path}${cursor}`, `, page ${page}`);
        expect(reading.buffers).toBeLessThanOrEqual(mostBuffers(path));
        for (const { id } of found.items) {
          expect(shown.has(id)).toBe(false);
          shown.add(id);
        }
        expect(found.next_cursor).not.toBeNull();
        cursor = `&cursor=${found.next_cursor}`;
      }
      expect(shown.size).toBe(pages * 24);
    },
    FILLING_MS,
  );

  it('finds the one part that is meant among all of them', async () => {
    const number = Math.round(PARTS / 2) + 1;
    for (const q of [`MP-${number}`, `mp${number}`, `MP ${number}`]) {
      const [{ items }] = await read(`/parts?q=${encodeURIComponent(q)}`);
      const { rows } = { rows: items.map(({ sku }) => sku) };
      const shown = await database.query<{ shown: boolean }>(
        'select shown from catalog.part_listing l join catalog.parts p on p.id = l.part_id where p.sku = $1',
        [`MP-${number}`],
      );
      if (shown[0]!.shown) expect(rows[0]).toBe(`MP-${number}`);
    }
  });
});
