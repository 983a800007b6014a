import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@tandem/persistence';
import { IS_PUBLIC, JOIN_STOCK } from '../parts/part-sql.js';
import { Shop, type Json } from '../testing/shop.js';
import { ORDERS, pageStatement, type PartFilter, type Viewpoint } from './part-matching.js';
import { namesStatement, resolveNames } from './resolve-names.js';
import { searchTerms } from './search-terms.js';

const PARTS = 50_000;
const FULL = '0198c5a0-0000-7000-8000-00000000000a';
const SMALL = '0198c5a0-0000-7000-8000-00000000000b';
const EMPTY = '0198c5a0-0000-7000-8000-00000000000c';

let shop: Shop;
let database: Database;
beforeAll(async () => {
  shop = await Shop.open();
  database = shop.instances[0]!.app.get(Database);
  // Without triggers: what they do for each row would take minutes and is not looked at here.
  await shop.database.query(`
    set session_replication_role = replica;
    insert into catalog.categories (id, slug, name) values
      ('${FULL}', 'full', 'Full'), ('${SMALL}', 'small', 'Small'), ('${EMPTY}', 'empty', 'Empty');
    insert into catalog.genres (id, slug, name) values ('${EMPTY}', 'empty', 'Empty');
    insert into catalog.platforms (id, slug, name) values ('${EMPTY}', 'empty', 'Empty');
    insert into catalog.parts (kind, sku, slug, part_name, description, category_id, price_minor, currency)
      select 'physical', 'P-' || n, 'p-' || n, 'Brake ' || md5(n::text), repeat('Made to last. ', 25),
        case when n % 5000 = 0 then '${SMALL}'::uuid else '${FULL}'::uuid end, 1000 + n, 'EUR'
      from generate_series(1, ${PARTS}) n;
    select catalog.refresh_part_listing(array(select id from catalog.parts));
    insert into catalog.part_search (part_id, document, headline, marks, fuzzy, part_name, sku, compact_sku, price_amount)
      select p.id, w || array_to_tsvector(m), w || array_to_tsvector(m), m, lower(p.part_name), lower(p.part_name), lower(p.sku),
        catalog.compact_sku(p.sku), p.price_amount
      from catalog.parts p join catalog.part_listing l on l.part_id = p.id,
        to_tsvector('simple', p.part_name || ' ' || p.sku) w, catalog.search_marks(p.id, l.tags, l.price_amount) m;
    set session_replication_role = default;`);
  for (const table of ['parts', 'part_search', 'categories', 'genres', 'part_genres'])
    await shop.database.query(`vacuum analyze catalog.${table}`);
});
afterAll(() => shop.close());

const SHOPPER: Viewpoint = {
  where: [IS_PUBLIC],
  join: JOIN_STOCK,
  inStock: 'st.is_in_stock',
  orders: ORDERS,
};

async function planOf(sql: string, parameters: unknown[]): Promise<Json> {
  const [row] = await database.query<Json>(
    `explain (analyze, buffers, format json) ${sql}`,
    parameters,
  );
  return row['QUERY PLAN'][0].Plan;
}

const buffersOf = (plan: Json): number => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];

const filterOf = (more: Partial<PartFilter>): PartFilter => ({
  terms: null,
  sort: 'newest',
  limit: 24,
  ...more,
});

/** Buffers that a page of the list costs, the look-up of its names included. */
async function buffersFor(
  more: Partial<PartFilter>,
  after: { k: string; id: number } | null = null,
): Promise<number> {
  const filter = filterOf(more);
  const names = namesStatement(filter);
  const first = names ? buffersOf(await planOf(names.sql, names.parameters)) : 0;
  const ids = await resolveNames(database, filter);
  if (!ids) return first;
  const position = after && { s: filter.sort, fuzzy: false, ...after };
  const page = pageStatement(filter, ids, position, false, SHOPPER, { columns: 'p.sku' });
  return first + buffersOf(await planOf(page.sql, page.parameters));
}

describe(`a list of ${PARTS} parts`, () => {
  it.each([
    ['a category that does not exist', { category: 'no-such-category' }],
    ['a category by an id that does not exist', { category: FULL.replace(/a$/, 'f') }],
    ['an empty category', { category: 'empty' }],
    ['a genre that does not exist', { genre: 'no-such-genre' }],
    ['an empty genre', { genre: 'empty' }],
    ['a platform that does not exist', { platform: 'no-such-platform' }],
    ['an empty platform', { platform: 'empty' }],
    ['a kind nobody sells', { kind: 'game' }],
    ['a price nobody asks', { min_price: '1000000' }],
    ['a price below all', { max_price: '1' }],
    ['stock that nobody has', { in_stock: true }],
  ] satisfies [string, Partial<PartFilter>][])(
    'costs a handful of buffers when nothing can match: %s',
    async (_what, filter) => {
      for (const sort of Object.keys(ORDERS))
        expect(await buffersFor({ sort, ...filter })).toBeLessThan(100);
    },
  );

  it('costs what a small category holds, in every order', async () => {
    for (const sort of Object.keys(ORDERS))
      expect(await buffersFor({ sort, category: 'small' })).toBeLessThan(300);
  });

  it('costs the same however deep the page is', async () => {
    const top = await buffersFor({ sort: 'price_asc' });
    const deep = await buffersFor({ sort: 'price_asc' }, { k: '400.00', id: 39_000 });
    expect(deep).toBeLessThan(top + 100);
  });

  it('is sorted by name through an index', async () => {
    const page = pageStatement(filterOf({ sort: 'name' }), {}, null, false, SHOPPER, {
      columns: 'p.sku',
    });
    expect(JSON.stringify(await planOf(page.sql, page.parameters))).toContain('"parts_name"');
  });

  it('can be searched in every order', async () => {
    for (const sort of ['relevance', ...Object.keys(ORDERS)]) {
      const { status, body } = await shop.shopper(`/parts?q=brake&limit=5&sort=${sort}`);
      expect([sort, status, body.items.length]).toEqual([sort, 200, 5]);
    }
  });

  it('ranks a bounded number of what a search finds', async () => {
    const filter = filterOf({ terms: searchTerms('brake'), sort: 'relevance' });
    const page = pageStatement(filter, {}, null, false, SHOPPER, { columns: 'p.sku' });
    const plan = await planOf(page.sql, page.parameters);
    const steps = (step: Json): Json[] => [step, ...(step.Plans ?? []).flatMap(steps)];
    const ranked = steps(plan).filter((step) => step['Subplan Name'] === 'CTE candidates');
    expect(ranked.map((step) => step['Actual Rows'])).toEqual([expect.any(Number)]);
    expect(ranked[0]['Actual Rows']).toBeLessThanOrEqual(3_000);
  });

  it('still shows the part whose SKU or name was typed first', async () => {
    const { body } = await shop.shopper('/parts?q=p-31337');
    expect(body.items[0].sku).toBe('P-31337');
    const named = (await shop.shopper('/parts?limit=1&sort=name')).body.items[0];
    const found = await shop.shopper(`/parts?q=${encodeURIComponent(named.part_name)}`);
    expect(found.body.items[0].id).toBe(named.id);
  });

  it('refuses what only leaves out', async () => {
    const { status, body } = await shop.shopper(`/parts?q=${'-x%20'.repeat(61)}`);
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ field: 'q' }] } });
  });
});
