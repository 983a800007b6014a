import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@tandem/persistence';
import { Shop, type Json } from '../testing/shop.js';
import { pageStatement, type PartFilter, type Viewpoint } from './part-matching.js';
import { alike } from './run-page.js';
import { searchTerms } from './search-terms.js';

const PARTS = 20_000;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
  await shop.database.query('alter table catalog.parts set (autovacuum_enabled = false)');
  await shop.database.query('alter table catalog.part_search set (autovacuum_enabled = false)');
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, description, price_minor, currency)
     select 'physical', 'P-' || n, 'p-' || n,
       (array['Brake', 'Clutch', 'Exhaust', 'Steering', 'Gearbox'])[1 + n % 5] || ' ' || md5(n::text),
       '<p>' || repeat('Made to last, and easy to fit. ', 4) || '</p>', 1000 + n, 'EUR'
     from generate_series(1, ${PARTS}) n`,
  );
  await shop.part({ sku: 'RARE', part_name: 'Zylindrical Quuxometer' });
});
afterAll(() => shop.close());

const VIEW: Viewpoint = { where: [`p.status = 'active'`], join: '', inStock: 'true', orders: {} };

/** Every step of a plan that touches the search documents. */
function documentSteps(plan: Json): string[] {
  const below = (plan.Plans ?? []).flatMap(documentSteps);
  const index: string = plan['Index Name'] ?? '';
  const touches = plan['Relation Name'] === 'part_search' || index.startsWith('part_search');
  return touches ? [`${plan['Node Type']} ${index}`.trim(), ...below] : below;
}

async function planFor(q: string, more: Partial<PartFilter> = {}): Promise<string[]> {
  const filter = { terms: searchTerms(q), sort: 'relevance', limit: 24, ...more };
  const { sql, parameters } = pageStatement(filter, {}, null, true, VIEW, { columns: 'p.sku' });
  const [row] = await alike(shop.instances[0]!.app.get(Database), (tx) =>
    tx.query<Json>(`explain (format json) ${sql}`, parameters),
  );
  return documentSteps(row['QUERY PLAN'][0].Plan);
}

const BY_INDEX = ['Bitmap Heap Scan', 'Bitmap Index Scan part_search_fuzzy'];

describe('a search with a slip of the pen among many parts', () => {
  it('finds the part', async () => {
    const { body } = await shop.shopper('/parts?q=zylindricl%20quxometer');
    expect(body.items.map((part: Json) => part.sku)).toEqual(['RARE']);
    expect(body).toMatchObject({ total: 1, total_is_exact: true });
  });

  it('tells about how many are alike, page by page', async () => {
    const first = (await shop.shopper('/parts?q=stearing&limit=2')).body;
    const next = (await shop.shopper(`/parts?q=stearing&limit=2&cursor=${first.next_cursor}`)).body;
    const shown = [...first.items, ...next.items].map((part: Json) => part.part_name);
    expect(new Set(shown).size).toBe(4);
    for (const name of shown) expect(name).toMatch(/^Steering/);
    for (const page of [first, next]) {
      expect(page).toMatchObject({ total_is_exact: false });
      expect(page.total).toBeGreaterThanOrEqual(350);
    }
  });

  it.each([
    ['right after an import, before there are statistics', 'select 1'],
    ['with statistics', 'analyze'],
  ])('looks them up once, in the index: %s', async (_when, prepare) => {
    await shop.database.query(prepare);
    expect(await planFor('quuxometr')).toEqual(BY_INDEX);
    expect(await planFor('stearing whel')).toEqual(BY_INDEX);
    expect(await planFor('stearing', { kind: 'physical', sort: 'unknown' })).toEqual(BY_INDEX);
    expect(await planFor('stearing', { min_price: '5' })).toEqual(BY_INDEX);
  });
});
