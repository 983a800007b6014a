import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@tandem/persistence';
import { Shop } from '../testing/shop.js';
import { findCandidates } from './find-candidates.js';
import { ORDERS, type PartFilter } from './part-matching.js';
import { marksOf } from './search-marks.js';
import { searchTerms } from './search-terms.js';

const PARTS = 50_000;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
  // Without triggers: what they do for each row would take minutes and is not looked at here.
  await shop.database.query(`
    set session_replication_role = replica;
    insert into catalog.parts (kind, sku, slug, part_name, description, price_minor, currency)
      select 'physical', 'P-' || n, 'p-' || n, 'Brake ' || md5(n::text), repeat('Made to last. ', 25), 1000 + n, 'EUR'
      from generate_series(1, ${PARTS}) n;
    select catalog.refresh_part_listing(array(select id from catalog.parts));
    insert into catalog.part_search (part_id, document, headline, marks, part_name, sku, compact_sku, price_amount)
      select p.id, w || array_to_tsvector(m), w || array_to_tsvector(m), m, lower(p.part_name), lower(p.sku),
        catalog.compact_sku(p.sku), p.price_amount
      from catalog.parts p join catalog.part_listing l on l.part_id = p.id,
        to_tsvector('simple', p.part_name || ' ' || p.sku) w, catalog.search_marks(p.id, l.tags, l.price_amount) m;
    set session_replication_role = default;`);
  for (const table of ['parts', 'part_search'])
    await shop.database.query(`vacuum analyze catalog.${table}`);
});
afterAll(() => shop.close());

const filterOf = (): PartFilter => ({ terms: searchTerms('brake'), sort: 'relevance', limit: 24 });

describe(`a shop of ${PARTS} parts`, () => {
  it('can be searched in every order', async () => {
    for (const sort of ['relevance', ...Object.keys(ORDERS)]) {
      const { status, body } = await shop.shopper(`/parts?q=brake&limit=5&sort=${sort}`);
      expect([sort, status, body.items.length]).toEqual([sort, 200, 5]);
    }
  });

  it('ranks a bounded number of what a search finds, and says about how many there are', async () => {
    const marks = marksOf(filterOf(), {}, null);
    const query = { words: `'brake'`, groups: [`'brake'`], exact: null };
    const { found, all, total } = await findCandidates(shop.instances[0]!.app.get(Database), {
      query,
      filter: filterOf(),
      marks,
      forStaff: false,
      after: null,
    });
    expect(found).toHaveLength(700);
    // Of what is common, the newest: so no more of the index is read than they take.
    expect(Math.min(...found.map(({ id }) => id))).toBeGreaterThan(PARTS - 4 * 1_024);
    expect(all).toBe(false);
    expect(total).toBeGreaterThan(PARTS / 2);
  });

  it('looks at a bounded number of those whose part number begins as typed', async () => {
    const { found } = await findCandidates(shop.instances[0]!.app.get(Database), {
      query: { words: `'nothing'`, groups: [`'nothing'`], exact: null },
      filter: { ...filterOf(), terms: searchTerms('p-31') },
      marks: marksOf(filterOf(), {}, null),
      forStaff: false,
      after: null,
    });
    expect(found).toHaveLength(100);
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
