import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeCursor } from '@tandem/kernel';
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
import { fillWithParts } from './many-parts.ts';
import { FACETS_OF_LISTS, LISTS_OF_SHOPPERS, TABLES_OF_STAFF } from './shapes.ts';
import { someOf } from './some-of.ts';

const PARTS = proofSize(1_000_000);
/** Filling a million takes minutes; it is no speed that is looked at. */
const FILLING_MS = 1_800_000;
const SERVICES = ['catalog', 'inventory'];
const BUSY_PART = 7;

interface PartsPage {
  items: { id: number; price: { amount: string }; part_name: string }[];
  next_cursor: string | null;
}

interface FacetedPage {
  facets: Record<'kind' | 'in_stock', { value: string; count: number; count_is_exact: boolean }[]>;
}

/** Real: catalogue and inventory in this process, and PostgreSQL with a large shop in it. */
describe(`a shop of ${PARTS} parts`, () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let staff: string;
  const hosting = new Hosting();
  const meter = new BufferMeter();
  const table: [shape: string, buffers: number][] = [];

  beforeAll(async () => {
    database = await databaseOfAll('t_scale');
    tokens = await testTokens();
    const permissions = ['content:read', 'content:write', 'stock:read', 'stock:write'];
    staff = await tokens.tokenFor({ roles: ['admin'], permissions });
    await fillWithParts(database, PARTS, { searchable: false });
    await database.query(
      `insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, created_at)
         select $1::integer, 1, n, 'adjusted', clock_timestamp() from generate_series(1, 20000) n`,
      [BUSY_PART],
    );
    await database.query(
      `insert into catalog.part_content_versions (id, part_id, version_number, content_snapshot, event_type, is_active)
         select gen_random_uuid(), $1::integer, n, '{}', 'part.updated', false from generate_series(2, 5000) n`,
      [BUSY_PART],
    );
    await hosting.start(
      hostedServices(database, tokens)
        .filter(({ name }) => SERVICES.includes(name))
        // What a service reads when it starts is no page.
        .map(({ name, env }) => ({ name, env: { ...env, CATALOG_WARM_PARTS: '0' } })),
    );
  }, FILLING_MS);
  afterAll(async () => {
    meter.close();
    await hosting.stop();
    await tokens.close();
    await database.drop();
    const dearest = table.sort(([, a], [, b]) => b - a).slice(0, 25);
    const lines = dearest.map(([shape, buffers]) => `${String(buffers).padStart(6)}  ${shape}`);
    process.stdout.write(`buffers of the dearest pages, ${PARTS} parts:\n${lines.join('\n')}\n`);
  });

  async function ask<T>(service: string, path: string): Promise<T> {
    const { url } = hosting.running.get(service)!;
    const as = path.startsWith('/admin') ? { token: staff } : undefined;
    const { status, body } = await callUrl<T>('GET', `${url}/api/v1${path}`, { as });
    expect([path, status]).toEqual([path, 200]);
    return body;
  }

  async function read<T>(service: string, path: string): Promise<[T, Reading]> {
    let body: T;
    const reading = await meter.of(async () => {
      body = await ask<T>(service, path);
    });
    table.push([path, reading.buffers]);
    return [body!, reading];
  }

  /** What reads more than it may, with its dearest statement. */
  async function tooDear(service: string, paths: readonly string[]): Promise<string[]> {
    const dear: string[] = [];
    for (const path of paths) {
      const [{ items }, { buffers, worst }] = await read<Partial<PartsPage>>(service, path);
      if (buffers > mostBuffers(path, items?.length))
        dear.push(`${path} reads ${buffers}, ${worst.buffers} of them in ${worst.sql}`);
    }
    return dear;
  }

  it(
    'reads a bounded number of buffers for each list of shoppers',
    async () => {
      expect(await tooDear('catalog', someOf(LISTS_OF_SHOPPERS, PARTS))).toEqual([]);
    },
    FILLING_MS,
  );

  it.each([
    ['newest', (n: number) => String(n)],
    ['price_asc', () => '30.00'],
    ['price_desc', () => '30.00'],
    ['name', () => 'Mahle Pump'],
  ])(
    'reads no more for a page in the middle of a list: %s',
    async (sort, keyAt) => {
      const id = Math.round(PARTS / 2);
      const cursor = encodeCursor({ s: sort, k: keyAt(id), id, fuzzy: false });
      for (const filter of ['', '&category=many-category-1&in_stock=true']) {
        const path = `/parts?sort=${sort}${filter}&cursor=${cursor}`;
        const [{ items }, { buffers }] = await read<PartsPage>('catalog', path);
        expect(items).toHaveLength(24);
        expect(buffers).toBeLessThanOrEqual(mostBuffers(path));
      }
    },
    FILLING_MS,
  );

  it(
    'reads a bounded number of buffers for each list with its facets',
    async () => {
      expect(await tooDear('catalog', someOf(FACETS_OF_LISTS, PARTS))).toEqual([]);
    },
    FILLING_MS,
  );

  it('tells of each count whether it is an estimate', async () => {
    const [{ facets }] = await read<FacetedPage>('catalog', '/parts?facets=true&limit=1');
    const [counted] = await database.query<{ shown: number; in_stock: number }>(
      `select count(*)::integer as shown, (count(*) filter (where in_stock))::integer as in_stock
         from catalog.part_listing where shown`,
    );
    const kinds = facets.kind.map(({ count, count_is_exact }) => [count, count_is_exact]);
    expect(kinds.every(([, isExact]) => isExact)).toBe(true);
    expect(facets.kind.reduce((sum, { count }) => sum + count, 0)).toBe(counted!.shown);
    const inStock = facets.in_stock.find(({ value }) => value === 'true')!;
    expect(inStock.count_is_exact).toBe(false);
    expect(Math.abs(inStock.count / counted!.in_stock - 1)).toBeLessThan(0.05);
  });

  it.each([
    [
      '/admin/parts?sort=name&include_deleted=true&category=many-category-70',
      `select part_id from catalog.staff_listing where tags && $1 order by part_name, part_id`,
      ['many-category-70'],
    ],
    [
      '/admin/parts?sort=stock_asc&include_deleted=true&category=many-category-69',
      `select part_id from catalog.staff_shelf where tags && $1 order by available, part_id`,
      ['many-category-69'],
    ],
    [
      '/games?sort=name&category=many-category-1&genre=many-genre-24',
      `select part_id from catalog.part_listing where shown and kind = 4 and tags @> $1
          and category in (select c.tag from catalog.categories c left join catalog.categories p on p.id = c.parent_id
            where 'many-category-1' in (c.slug, p.slug))
        order by part_name, part_id`,
      ['many-genre-24'],
    ],
  ])(
    'comes to each part once, in order, where a list has many groups of which some are large: %s',
    async (path, sql, slugs) => {
      const tags = await database.query<{ tag: number }>(
        `select tag from catalog.categories where slug = any ($1) union all select tag from catalog.genres where slug = any ($1)`,
        [slugs],
      );
      const rows = await database.query<{ part_id: number }>(sql, [tags.map(({ tag }) => tag)]);
      const seen: number[] = [];
      for (let cursor = ''; ;) {
        const page = await ask<PartsPage>('catalog', `${path}&limit=100${cursor}`);
        seen.push(...page.items.map(({ id }) => id));
        if (!page.next_cursor) break;
        cursor = `&cursor=${page.next_cursor}`;
      }
      expect(rows.length).toBeGreaterThan(100);
      expect(seen).toEqual(rows.map(({ part_id }) => part_id));
    },
    FILLING_MS,
  );

  it('reads a bounded number of buffers for what lists are narrowed by, with counts', async () => {
    expect(await tooDear('catalog', ['/categories', '/genres', '/platforms'])).toEqual([]);
  });

  it(
    'reads a bounded number of buffers for the table of staff',
    async () => {
      const paths = [...someOf(TABLES_OF_STAFF, PARTS), '/admin/categories'];
      expect(await tooDear('catalog', paths)).toEqual([]);
    },
    FILLING_MS,
  );

  it('narrows a list by stock as soon as a change of stock is confirmed', async () => {
    // At a million, more parts than a page shows have the highest price: the newest of them comes first.
    const [dearest] = await database.query<{ id: number; price: string }>(
      `select part_id as id, price_amount::text as price from catalog.part_listing
        where shown and in_stock order by price_amount desc, part_id desc limit 1`,
    );
    const { id, price } = dearest!;
    const url = `${hosting.running.get('inventory')!.url}/api/v1/admin/parts/${id}/stock`;
    const isListed = async (inStock: boolean) => {
      const list = `/parts?in_stock=${inStock}&min_price=${price}&max_price=${price}`;
      const [{ items }] = await read<PartsPage>('catalog', list);
      return items.some((part) => part.id === id);
    };
    for (const current_stock of [9, 0, 1, 0]) {
      await database.query(
        `update inventory.stock_levels set reserved_quantity = 0 where part_id = $1`,
        [id],
      );
      const { status } = await callUrl('PUT', url, {
        as: { token: staff },
        body: { current_stock },
      });
      expect(status).toBe(200);
      expect([await isListed(true), await isListed(false)]).toEqual([
        current_stock > 0,
        current_stock === 0,
      ]);
    }
  });

  it('reads a bounded number of buffers for what hangs on one part', async () => {
    const history = ['versions', 'events'].map((what) => `/admin/parts/${BUSY_PART}/${what}`);
    const paths = [`/parts/${BUSY_PART}`, `/admin/parts/${BUSY_PART}`, ...history];
    expect(await tooDear('catalog', paths)).toEqual([]);
    const movements = `/admin/parts/${BUSY_PART}/stock/movements`;
    expect(await tooDear('inventory', [movements, `${movements}?limit=100`])).toEqual([]);
  });
});
