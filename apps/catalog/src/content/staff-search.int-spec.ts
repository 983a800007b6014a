import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@tandem/persistence';
import { Shop, type Json } from '../testing/shop.js';
import { idsOf, type AdminFilterQuery } from './admin-list.js';

/** More than one page, and of every state, category and stock. */
const PARTS = 90;

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
  const category = (await shop.editor('POST', '/categories', { name: 'Few' })).body;
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, description, category_id, price_minor, currency, status, deleted_at, updated_at)
       select case when n % 3 = 0 then 'game' else 'physical' end, 'SR-' || n * 7 % 101 || '/' || n, 't-' || n,
         (array['Lamp ', 'Brake ', 'Bright lamps '])[1 + n % 3] || chr(65 + n % 26) || n, case when n % 5 = 0 then '<p>Beside a lamp</p>' else '' end,
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
  name: 'lower(p.part_name) collate "und-x-icu", p.id',
  price_asc: 'p.price_amount, p.id',
  price_desc: 'p.price_amount desc, p.id desc',
  updated: 'p.updated_at desc, p.id desc',
  sku: 'lower(p.sku), p.id',
  stock_asc: 'left_of_it, p.id',
  stock_desc: 'left_of_it desc, p.id desc',
};
const KEPT = 'p.deleted_at is null';
const FILTERS: [query: string, where: string][] = [
  ['', KEPT],
  ['&status=active', `${KEPT} and p.status = 'active'`],
  ['&status=draft', `${KEPT} and p.status = 'draft'`],
  ['&status=draft&include_deleted=true', `p.status = 'draft'`],
  ['&status=active&include_deleted=true', `p.status = 'active'`],
  ['&include_deleted=true&kind=game', `p.kind = 'game'`],
  ['&low_stock=true', `${KEPT} and coalesce(s.is_low_stock, true)`],
  ['&low_stock=false&in_stock=true', `${KEPT} and not s.is_low_stock and s.is_in_stock`],
  ['&in_stock=false&max_price=9', `${KEPT} and s.is_in_stock is not true and p.price_amount <= 9`],
  ['&category=few&min_price=3', `${KEPT} and p.category_id is not null and p.price_amount >= 3`],
];

/** The same by the tables themselves. */
const truly = async (sort: string, where: string): Promise<number[]> => {
  const rows = await shop.database.query<{ id: number }>(
    `select p.id, coalesce(s.available_stock, 0) as left_of_it
       from catalog.parts p left join inventory.stock_staff s on s.part_id = p.id
      where (p.part_name || p.description) ~* 'lamp' and ${where} order by ${ORDERS[sort]}`,
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

const skusOf = async (q: string, more = ''): Promise<string[]> =>
  (await shop.editor('GET', `/parts?q=${encodeURIComponent(q)}${more}`)).body.items.map(
    ({ sku }: Json) => sku,
  );

async function skusIn(file: string): Promise<string[]> {
  const { body } = await shop.editor<string>('GET', file);
  return body.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).sku]));
}

describe('a search of staff', () => {
  it.each(Object.keys(ORDERS))('shows each match once, in the order of %s', async (sort) => {
    for (const [filter, where] of FILTERS) {
      const due = await truly(sort, where);
      const { ids, totals } = await listed(`q=lamp&limit=7&sort=${sort}${filter}`);
      expect([filter, ids]).toEqual([filter, due]);
      expect([...totals]).toEqual([due.length]);
    }
  });

  it('exports all that match, in the order of the table', async () => {
    const rows = await shop.database.query<{ id: number; sku: string }>(
      'select id, sku from catalog.parts',
    );
    const ids = new Map(rows.map(({ id, sku }) => [sku, id]));
    const exported = async (query: string): Promise<(number | undefined)[]> =>
      (await skusIn(`/parts.jsonl?q=lamp${query}`)).map((sku) => ids.get(sku));
    for (const [filter, where] of FILTERS)
      expect([filter, await exported(filter)]).toEqual([filter, await truly('newest', where)]);
    for (const sort of Object.keys(ORDERS))
      expect([sort, await exported(`&sort=${sort}`)]).toEqual([sort, await truly(sort, KEPT)]);
  });

  it('finds a draft and a deleted part by number, with and without separators', async () => {
    const draft = await shop.part({ sku: 'QX-77/1', part_name: 'Hidden one', status: 'draft' });
    const gone = await shop.part({ sku: 'QX-77/2', part_name: 'Gone one' });
    const { body } = await shop.editor('GET', `/parts/${gone.id}/delete-impact`);
    await shop.editor('DELETE', `/parts/${gone.id}?confirm=${body.confirm}`);
    for (const q of ['qx771', 'QX-77/1', 'qx 77 1'])
      expect([q, await skusOf(q)]).toEqual([q, ['QX-77/1']]);
    expect(await skusOf('qx77', '&include_deleted=true')).toEqual(['QX-77/2', 'QX-77/1']);
    expect(await skusOf('qx77', '&status=active')).toEqual([]);
    expect((await shop.shopper('/parts?q=qx77')).body.items).toEqual([]);
    await shop.editor('PUT', `/parts/${draft.id}`, { status: 'active' });
    expect(await skusOf('qx77', '&status=active')).toEqual(['QX-77/1']);
    expect((await shop.shopper('/parts?q=qx77')).body.items).toHaveLength(1);
  });

  it('takes a slip of the pen for what was meant, on the page and in all that match', async () => {
    await shop.part({ sku: 'SLIP', part_name: 'Quuxometer' });
    expect(await skusOf('quuxometr')).toEqual(['SLIP']);
    const matching = { q: 'quuxometr' };
    const change = { price: { mode: 'percent', percent: '10' } };
    const { status, body } = await shop.editor('POST', '/bulk', { matching, change });
    expect([status, body.parts]).toEqual([201, 1]);
  });

  it('shows a change of stock in the next answer', async () => {
    const { id } = await shop.part({ sku: 'MOVES', part_name: 'Wanderer' });
    const isIn = async (query: string) => (await listed(`q=wanderer&${query}`)).ids.includes(id);
    for (const [pieces, least, low, inStock] of [
      [9, 2, false, true],
      [2, 2, true, true],
      [0, 0, true, false],
      [3, 0, false, true],
    ] as const) {
      await shop.stock(id, pieces, least);
      expect([await isIn('low_stock=true'), await isIn('low_stock=false')]).toEqual([low, !low]);
      expect([await isIn('in_stock=true'), await isIn('in_stock=false')]).toEqual([
        inStock,
        !inStock,
      ]);
    }
  });
});

describe('all that match a search', () => {
  const MANY = 20_050;

  it('are named to the last, however many they are', async () => {
    // Without triggers, which would make a document of each of them.
    await shop.database.query(`
      set session_replication_role = replica;
      insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency, status)
        select 'physical', 'MANY-' || n, 'many-' || n, 'Countless thing', 100, 'EUR', 'draft' from generate_series(1, ${MANY}) n;
      insert into catalog.part_search (part_id, document, headline, marks, part_name, sku, compact_sku, price_amount)
        select id, w || array_to_tsvector(m), w || array_to_tsvector(m), m, lower(part_name), lower(sku), catalog.compact_sku(sku), price_amount
        from catalog.parts, to_tsvector('simple', part_name) w, catalog.search_marks(id, 32, '{3}', price_amount) m where sku like 'MANY-%';
      set session_replication_role = default;`);
    const ids: number[] = [];
    const database = shop.instances[0]!.app.get(Database);
    for await (const some of idsOf(database, { q: 'countless' } as AdminFilterQuery, 500)) {
      expect(some.length).toBeLessThanOrEqual(500);
      ids.push(...some);
    }
    expect(new Set(ids).size).toBe(MANY);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    const matching = { q: 'countless' };
    const change = { status: 'active' };
    const refused = await shop.editor('POST', '/bulk', { matching, change });
    expect(refused.body).toMatchObject({ errors: [{ field: 'matching' }] });
  });
});
