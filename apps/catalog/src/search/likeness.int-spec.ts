import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';

const PARTS = 8_000;

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
});
