import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHECKS, findWrong } from '@tandem/consistency';
import { Shop, type Json } from '../testing/shop.js';
import { partOf, product, tell } from './spec-support.js';

const PUBLISHED = ['part.created', 'content.updated', 'price.updated'];

describe('a product of G2A', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ redis: true });
  });
  afterAll(() => shop?.close());

  const row = async (n: number): Promise<Json> => {
    const [one] = await shop.database.query(
      `select g.part_id, g.version::int, g.available, r.reason as refused
         from catalog.g2a_products g left join catalog.g2a_refused_products r using (g2a_id) where g2a_id = $1`,
      [String(n)],
    );
    return one;
  };
  const eventsOf = async (id: number) => (await shop.events(id)).map(({ type }) => type);

  it('becomes a game of the shop, with its terms, that shoppers find at once', async () => {
    await tell(shop, [
      product(1, {
        name: 'Sunken Citadel',
        description: '<p>Dive<script>alert(1)</script></p>',
        categories: [{ id: '1', name: 'PC games' }],
        genres: [
          { id: '7', name: 'Action' },
          { id: '8', name: 'Roguelike' },
        ],
      }),
    ]);
    const { id } = await partOf(shop, 1);
    const { body } = await shop.shopper(`/games/${id}`);
    expect(body).toMatchObject({
      sku: 'G2A-1',
      slug: 'sunken-citadel',
      part_name: 'Sunken Citadel',
      description: '<p>Dive</p>',
      price: { amount: '10.20', currency: 'EUR' },
      category: { name: 'PC games' },
      genres: [{ slug: 'action' }, { slug: 'roguelike', name: 'Roguelike' }],
      platforms: [{ name: 'Steam' }],
      specifications: [{ name: 'Memory', value: '8 GB', group: 'Minimal' }],
      region: 'GLOBAL',
      publisher: 'Tallship',
      developer: 'Oakline',
      release_date: '2024-05-31',
      version: 1,
    });
    const found = await shop.shopper('/parts?q=sunken');
    expect(found.body.items.map((part: Json) => part.id)).toEqual([id]);
    expect(await eventsOf(id)).toEqual(['part.created']);
    const versions = await shop.editor('GET', `/parts/${id}/versions`);
    expect(versions.body.items).toMatchObject([
      { version_number: 1, change_summary: 'From G2A', created_by: null, is_active: true },
    ]);
    const { body: categories } = await shop.shopper('/categories');
    expect(categories.items).toMatchObject([
      { slug: 'games', count: 1, children: [{ slug: 'pc-games', count: 1 }] },
    ]);
  });

  it('changes its part when it changes, by one version with one event, in what changed', async () => {
    await tell(shop, [product(2)]);
    const { id } = await partOf(shop, 2);
    const list = await shop.shopper('/parts?q=game&sort=price_asc');
    expect(list.body.total).toBeGreaterThan(0);
    await tell(shop, [product(2, { price: { amount: '9.18', currency: 'EUR' } })]);
    await tell(shop, [product(2, { price: { amount: '9.18', currency: 'EUR' } })]);
    const { body } = await shop.shopper(`/parts/${id}`);
    expect(body).toMatchObject({ version: 2, price: { amount: '9.18' } });
    expect(await eventsOf(id)).toEqual(['part.created', 'price.updated']);
    await tell(shop, [product(2, { name: 'Another name', publisher: null })]);
    expect(await eventsOf(id)).toEqual(['part.created', 'price.updated', 'content.updated']);
    const { body: after } = await shop.shopper('/parts?q=another');
    expect(after.items).toMatchObject([{ id, part_name: 'Another name', publisher: null }]);
  });

  it('of an older version is ignored, in whatever order they come', async () => {
    const [older, newer] = [product(3, { name: 'Older' }), product(3, { name: 'Newer' })];
    await tell(shop, [newer, older]);
    await tell(shop, [older]);
    const part = await partOf(shop, 3);
    expect(part).toMatchObject({ part_name: 'Newer', version: 1 });
  });

  it('that is no good is refused with the reason, and holds up nobody', async () => {
    await tell(shop, [
      product(10, { name: ' ' }),
      product(11, { price: null }),
      product(12, { price: { amount: '0.00', currency: 'EUR' } }),
      product(13, { price: { amount: '1.00', currency: 'XXY' } }),
      product(14, { description: 'x'.repeat(50_001) }),
      product(15, { name: 'y'.repeat(201) }),
      product(16, { part_id: 2_000_000_000 }),
      product(17, { name: 'Good\0 game', images: ['no address'] }),
    ]);
    const reasons = await Promise.all([10, 11, 12, 13, 14, 15, 16].map(row));
    expect(reasons.map(({ part_id, refused }) => [part_id, refused])).toEqual([
      [null, 'name_missing'],
      [null, 'price_missing'],
      [null, 'price_unusable'],
      [null, 'currency_unknown'],
      [null, 'description_too_long'],
      [null, 'name_too_long'],
      [null, 'part_unknown'],
    ]);
    expect(await partOf(shop, 17)).toMatchObject({ part_name: 'Good game' });
    expect(await shop.database.query('select error from catalog.dead_letters')).toEqual([]);
  });

  it('stays as it is when it is refused later, and is taken again when it is good again', async () => {
    await tell(shop, [product(20)]);
    await tell(shop, [product(20, { price: null, name: 'Nameless' })]);
    expect(await partOf(shop, 20)).toMatchObject({ part_name: 'Game 20', version: 1 });
    expect(await row(20)).toMatchObject({ refused: 'price_missing' });
    await tell(shop, [product(20, { name: 'Good again' })]);
    expect(await partOf(shop, 20)).toMatchObject({ part_name: 'Good again', version: 2 });
    expect(await row(20)).toMatchObject({ refused: null });
  });

  it('that is gone at G2A keeps its part and its page; one that never was there makes none', async () => {
    await tell(shop, [product(21)]);
    await tell(shop, [
      product(21, { available: false, name: '', price: null }),
      product(22, { available: false }),
    ]);
    expect(await partOf(shop, 21)).toMatchObject({
      part_name: 'Game 21',
      version: 1,
      status: 'active',
    });
    expect(await row(21)).toMatchObject({ available: false, refused: null });
    expect(await partOf(shop, 22)).toBeNull();
  });

  it('does not come back when staff have deleted its part', async () => {
    await tell(shop, [product(23)]);
    const { id } = await partOf(shop, 23);
    const { body } = await shop.editor('GET', `/parts/${id}/delete-impact`);
    await shop.editor('DELETE', `/parts/${id}?confirm=${body.confirm}`);
    await tell(shop, [product(23, { name: 'Back?' })]);
    expect((await shop.shopper(`/parts/${id}`)).status).toBe(404);
    const parts = await shop.database.query(`select from catalog.parts where sku = 'G2A-23'`);
    expect(parts).toHaveLength(1);
  });

  it('that is linked to a part of another kind is refused', async () => {
    const physical = await shop.part();
    await tell(shop, [product(24, { part_id: physical.id })]);
    expect(await row(24)).toMatchObject({ part_id: null, refused: 'part_is_no_game' });
    expect((await shop.shopper(`/parts/${physical.id}`)).body.version).toBe(1);
  });

  it('comes with hundreds of others: each is one part, one version and one event', async () => {
    const many = Array.from({ length: 400 }, (_, n) => product(1_000 + n));
    await tell(shop, many);
    const dearer = many.map((_, n) =>
      product(1_000 + n, { price: { amount: '11.00', currency: 'EUR' } }),
    );
    await tell(shop, dearer);
    const rows = await shop.database.query<Json>(
      `select count(*)::int as parts, min(p.version) as least, max(p.version) as most,
              (select count(*)::int from catalog.outbox o where o.aggregateid = any (array_agg(p.id::text))
                 and o.type = any ($1)) as events,
              (select count(*)::int from catalog.part_content_versions v where v.part_id = any (array_agg(p.id))) as versions
         from catalog.parts p join catalog.g2a_products g on g.part_id = p.id where g.g2a_id::bigint >= 1000`,
      [PUBLISHED],
    );
    expect(rows[0]).toEqual({ parts: 400, least: 2, most: 2, events: 800, versions: 800 });
  });

  it('shares its terms with others of whatever script, and makes each once', async () => {
    const genres = [
      { id: '1', name: '角色扮演' },
      { id: '2', name: '策略' },
    ];
    await tell(shop, [product(30, { genres }), product(31, { genres: [...genres].reverse() })]);
    const [one, other] = [await partOf(shop, 30), await partOf(shop, 31)];
    expect(one.genres.map((genre: Json) => genre.name).sort()).toEqual(['策略', '角色扮演']);
    expect(other.genres).toEqual(one.genres);
  });

  it('goes where staff have merged its category into, which does not come back', async () => {
    const categories = [{ id: '7', name: 'Puzzle games' }];
    await tell(shop, [product(40, { categories })]);
    const { category } = await partOf(shop, 40);
    const into = (await shop.editor('POST', '/categories', { name: 'Brain games' })).body;
    const games = (await shop.editor('GET', '/categories')).body.items.find(
      ({ slug }: Json) => slug === 'games',
    );
    await shop.editor('PUT', `/categories/${into.id}`, { parent_id: games.id });
    const merge = `/categories/${category.id}?move_to=${into.id}`;
    expect((await shop.editor('DELETE', merge)).status).toBe(204);
    await tell(shop, [product(40, { categories, name: 'Renamed' }), product(41, { categories })]);
    for (const n of [40, 41])
      expect((await partOf(shop, n)).category).toMatchObject({ name: 'Brain games' });
  });

  it('leaves nothing behind that contradicts itself', async () => {
    const query = (sql: string) => shop.database.query<object>(sql);
    const of = CHECKS.filter(({ reads }) => reads.every((schema) => schema === 'catalog'));
    expect(
      await findWrong(
        query,
        of.map(({ name }) => name),
      ),
    ).toEqual([]);
  });
});
