import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';

/** More than one page, and of every state, category and stock. */
const PARTS = 90;

let shop: Shop;
let category: Json;

beforeAll(async () => {
  shop = await Shop.open();
  category = (await shop.editor('POST', '/categories', { name: 'Few' })).body;
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, category_id, price_minor, currency, status, deleted_at, updated_at)
       select case when n % 3 = 0 then 'game' else 'physical' end, 'T-' || n * 7 % 101, 't-' || n, 'Table ' || chr(65 + n % 26) || n,
         case when n % 10 = 0 then $1::uuid end, 100 * (1 + n * 13 % 17), 'EUR',
         (array['active', 'active', 'draft', 'archived'])[1 + n % 4],
         case when n % 15 = 0 then now() end, now() - n * 37 % 41 * interval '1 hour'
       from generate_series(1, ${PARTS}) n`,
    [category.id],
  );
  // Every ninth was never stocked.
  await shop.database.query(
    `insert into inventory.stock_levels (part_id, current_stock, reserved_quantity, min_stock_level)
       select id, id % 8, case when id % 8 > 5 then 2 else 0 end, id % 3 from catalog.parts where id % 9 > 0`,
  );
});
afterAll(() => shop.close());

const ORDERS: Record<string, string> = {
  newest: 'p.id desc',
  name: 'p.part_name collate "und-x-icu", p.id',
  price_asc: 'p.price_amount, p.id',
  price_desc: 'p.price_amount desc, p.id desc',
  updated: 'p.updated_at desc, p.id desc',
  sku: 'lower(p.sku), p.id',
  stock_asc: 'left_of_it, p.id',
  stock_desc: 'left_of_it desc, p.id desc',
};
const FILTERS: [query: string, where: string][] = [
  ['', 'p.deleted_at is null'],
  ['&status=draft', `p.deleted_at is null and p.status = 'draft'`],
  ['&status=draft&include_deleted=true', `p.status = 'draft'`],
  ['&include_deleted=true&kind=game', `p.kind = 'game'`],
  ['&low_stock=true', 'p.deleted_at is null and coalesce(s.is_low_stock, true)'],
  [
    '&low_stock=false&in_stock=true',
    'p.deleted_at is null and not s.is_low_stock and s.is_in_stock',
  ],
  [
    '&in_stock=false&max_price=9',
    'p.deleted_at is null and s.is_in_stock is not true and p.price_amount <= 9',
  ],
  [
    '&category=few&min_price=3',
    `p.deleted_at is null and p.category_id is not null and p.price_amount >= 3`,
  ],
];

/** The same by the tables themselves. */
const truly = async (sort: string, where: string): Promise<number[]> => {
  const rows = await shop.database.query<{ id: number }>(
    `select p.id, coalesce(s.available_stock, 0) as left_of_it
       from catalog.parts p left join inventory.stock_staff s on s.part_id = p.id where ${where} order by ${ORDERS[sort]}`,
  );
  return rows.map(({ id }) => id);
};

async function listed(query: string): Promise<{ ids: number[]; totals: Set<number> }> {
  const ids: number[] = [];
  const totals = new Set<number>();
  let cursor = '';
  do {
    const { status, body } = await shop.editor('GET', `/parts?${query}${cursor}`);
    expect([query, status]).toEqual([query, 200]);
    ids.push(...body.items.map(({ id }: Json) => id));
    totals.add(body.total);
    cursor = body.next_cursor && `&cursor=${body.next_cursor}`;
  } while (cursor);
  return { ids, totals };
}

describe('the table of staff', () => {
  it.each(Object.keys(ORDERS))('shows each part once, in the order of %s', async (sort) => {
    for (const [filter, where] of FILTERS) {
      const due = await truly(sort, where);
      const { ids, totals } = await listed(`limit=7&sort=${sort}${filter}`);
      expect([filter, ids]).toEqual([filter, due]);
      expect([...totals]).toEqual([due.length]);
    }
  });

  it('shows a change of stock and of content in the next answer, at its new place', async () => {
    const part = await shop.part({
      part_name: 'Moves about',
      price: { amount: '4.00', currency: 'EUR' },
    });
    const placeIn = async (query: string) =>
      (await listed(`limit=50&${query}`)).ids.indexOf(part.id);
    await shop.database.query(
      `insert into inventory.stock_levels (part_id, current_stock) values ($1, 900)
         on conflict (part_id) do update set current_stock = 900`,
      [part.id],
    );
    expect(await placeIn('sort=stock_desc')).toBe(0);
    expect(await placeIn('low_stock=false')).toBe(0);
    await shop.database.query(
      `update inventory.stock_levels set current_stock = 0 where part_id = $1`,
      [part.id],
    );
    expect(await placeIn('sort=stock_desc&in_stock=true')).toBe(-1);
    expect(await placeIn('low_stock=true')).toBe(0);
    await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'AAA', status: 'draft' });
    expect(await placeIn('sort=name&status=draft')).toBe(0);
    expect(await placeIn('sort=updated')).toBe(0);
    expect(await placeIn('sort=newest&status=active')).toBe(-1);
  });
});
