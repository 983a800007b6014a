import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { VersionedCache, changeIdOf } from '@tandem/cache';
import {
  AVAILABILITY_GENERATION,
  PartStockEntry,
  cachedStock,
  TOPICS,
  type StockRow,
} from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { proofSize } from '@tandem/testing';
import { product, tell } from '../g2a/spec-support.js';
import { draw } from '../seed/random.js';
import type { PageRow } from '../search/run-page.js';
import { searchPage } from '../search/search-page.js';
import { Shop, type Json } from '../testing/shop.js';
import { filterOf } from './list-filter.js';
import { PartList } from './part-list.js';
import type { ListPartsQuery } from './part.dto.js';

const WORDS = ['brake', 'citadel', 'copper', 'lantern', 'racing', 'silent'] as const;
const PRICES = ['1.00', '5.00', '9.99', '20.00', '35.50', '70.00'] as const;
const SORTS = ['newest', 'name', 'price_asc', 'price_desc', undefined] as const;
const CATEGORIES = ['pc-games', 'console-games', 'games', 'brakes'] as const;

type Query = Partial<Record<keyof ListPartsQuery, string>>;

let shop: Shop;
let categories: Record<string, string>;
let genres: string[];
let parts: number[];

const TRUE_ORDERS: Readonly<Record<string, string>> = {
  newest: 'p.id desc',
  name: 'p.part_name collate "und-x-icu", p.id',
  price_asc: 'p.price_amount, p.id',
  price_desc: 'p.price_amount desc, p.id desc',
};

/** What the database says of a list, past every cache and, unless it is a search, by the tables of the parts themselves. */
async function truth(query: Query): Promise<Json> {
  const limit = Number(query.limit);
  if (query.q) {
    const asked = { ...query, limit, in_stock: inStockOf(query) };
    const filter = filterOf(asked as never, query.sort);
    const database = shop.instances[0]!.app.get(Database);
    const search = { filter, staff: null };
    const page = await searchPage<PageRow & { version: number }>(database, search, null, {
      columns: 'p.version',
    });
    return { total: page.total, items: page.rows.map(({ id, version }) => `${id} v${version}`) };
  }
  const all = await shop.database.query<{ id: number; version: number }>(
    `with recursive below as (
         select id from catalog.categories where slug = $1
         union select c.id from catalog.categories c join below b on b.id = c.parent_id)
     select p.id, p.version from catalog.parts p left join inventory.stock_public s on s.part_id = p.id
      where p.status = 'active' and p.deleted_at is null and ($1::text is null or p.category_id in (select id from below))
        and ($2::text is null or p.kind = $2) and ($3::boolean is null or coalesce(s.is_in_stock, false) = $3)
        and ($4::numeric is null or p.price_amount >= $4) and ($5::numeric is null or p.price_amount <= $5)
        and ($6::text is null or exists (
          select from catalog.part_genres x join catalog.genres g on g.id = x.genre_id where x.part_id = p.id and g.slug = $6))
        and ($7::text is null or exists (
          select from catalog.part_platforms x join catalog.platforms f on f.id = x.platform_id where x.part_id = p.id and f.slug = $7))
      order by ${TRUE_ORDERS[query.sort ?? 'newest']}`,
    [
      query.category ?? null,
      query.kind ?? null,
      inStockOf(query) ?? null,
      query.min_price ?? null,
      query.max_price ?? null,
      query.genre ?? null,
      query.platform ?? null,
    ],
  );
  const items = all.slice(0, limit).map(({ id, version }) => `${id} v${version}`);
  return { total: all.length, items };
}

const inStockOf = ({ in_stock }: Query): boolean | undefined =>
  in_stock === undefined ? undefined : in_stock === 'true';

/** What shoppers get of it. */
async function shown(query: Query, instance: number): Promise<Json> {
  const { status, body } = await shop.shopper(
    `/parts?${new URLSearchParams(query as Record<string, string>)}`,
    {},
    instance,
  );
  expect(status).toBe(200);
  return {
    total: body.total,
    items: body.items.map(({ id, version }: Json) => `${id} v${version}`),
  };
}

/** As inventory does it: committed, then told to the cache, then answered. */
async function flip(id: number, pieces: number, instance: number): Promise<void> {
  await shop.stock(id, pieces);
  const [row] = await shop.database.query<StockRow & { version: number }>(
    'select *, version::int as version from inventory.stock_public where part_id = $1',
    [id],
  );
  const cache = shop.instances[instance]!.app.get(VersionedCache);
  const { version } = row!;
  await cache.writeThrough([
    { key: PartStockEntry.key(id), version, value: PartStockEntry.write(cachedStock(row!)) },
  ]);
  await cache.bumpGenerations([AVAILABILITY_GENERATION], changeIdOf(TOPICS.stock, id, version));
}

async function put(id: number, body: object, instance: number): Promise<void> {
  const { status } = await shop.editor('PUT', `/parts/${id}`, body, {}, instance);
  // Two writers may meet at one part, and it may be deleted.
  expect([200, 404, 409]).toContain(status);
}

beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
  categories = {};
  for (const [slug, parent] of [
    ['games'],
    ['pc-games', 'games'],
    ['console-games', 'games'],
    ['brakes'],
  ]) {
    const parent_id = parent ? categories[parent] : null;
    const { body } = await shop.editor('POST', '/categories', { slug, name: slug, parent_id });
    categories[slug!] = body.id;
  }
  await tell(
    shop,
    ['Action', 'Puzzle', 'Racing'].map((name, n) =>
      product(9_000 + n, { genres: [{ id: null, name }], categories: [] }),
    ),
  );
  genres = (await shop.database.query<Json>('select id from catalog.genres')).map(({ id }) => id);
  parts = [];
  for (let n = 0; n < 24; n += 1) {
    const kind = n % 3 === 0 ? 'physical' : 'game';
    const { id } = await shop.part({ kind, part_name: `${WORDS[n % 6]} ${n}` });
    parts.push(id);
    if (n % 2) await shop.stock(id, 3);
  }
});
afterAll(() => shop?.close());

describe('cached lists, whatever changes', () => {
  const d = draw(20_261_127);
  const maybe = <T>(value: T): T | undefined => (d.int(0, 3) === 0 ? value : undefined);

  function anyQuery(): Query {
    const query = {
      kind: maybe(d.pick(['physical', 'game'])),
      category: maybe(d.pick(CATEGORIES)),
      genre: maybe(d.pick(['action', 'puzzle', 'racing'])),
      platform: d.int(0, 8) === 0 ? 'steam' : undefined,
      in_stock: maybe(d.pick(['true', 'false'])),
      min_price: maybe(d.pick(PRICES.slice(0, 3))),
      max_price: maybe(d.pick(PRICES.slice(3))),
      q: maybe(d.pick(WORDS)),
      sort: d.pick(SORTS),
      limit: String(d.pick([1, 3, 100])),
    };
    return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Query;
  }

  /** Any change there is, of any part, through any instance. */
  async function anyChange(instance: number): Promise<void> {
    const id = d.pick(parts);
    const price = { amount: d.pick(PRICES), currency: 'EUR' };
    const changes: (() => Promise<unknown>)[] = [
      () => put(id, { price }, instance),
      () => put(id, { part_name: `${d.pick(WORDS)} ${d.int(0, 99)}` }, instance),
      () => put(id, { description: `<p>${d.pick(WORDS)}</p>` }, instance),
      () => put(id, { specifications: [{ name: 'Of', value: d.pick(WORDS) }] }, instance),
      () => put(id, { category_id: categories[d.pick(CATEGORIES)] }, instance),
      () => put(id, { status: d.pick(['active', 'draft', 'active']) }, instance),
      () => flip(id, d.int(0, 1), instance),
      () =>
        tell(shop, [
          product(9_000 + d.int(0, 5), {
            price,
            genres: [{ id: null, name: d.pick(['Action', 'Puzzle', 'New']) }],
          }),
        ]),
      async () => {
        const { body } = await shop.editor('GET', `/parts/${id}`);
        if (body.kind === 'game') await put(id, { genre_ids: [d.pick(genres)] }, instance);
      },
      async () => {
        const { body } = await shop.editor('GET', `/parts/${id}/delete-impact`);
        if (body.confirm) await shop.editor('DELETE', `/parts/${id}?confirm=${body.confirm}`);
        else await shop.editor('POST', `/parts/${id}/restore`, {});
      },
      () =>
        shop.editor('PUT', `/categories/${categories[d.pick(CATEGORIES)]}`, {
          name: `${d.pick(WORDS)} category`,
        }),
      async () => {
        const parent_id = d.pick([categories['games'], null]);
        await shop.editor('PUT', `/categories/${categories['console-games']}`, { parent_id });
      },
    ];
    await d.pick(changes)();
  }

  const queries = Array.from({ length: 40 }, anyQuery);

  async function compareAll(): Promise<void> {
    const answers = await Promise.all(queries.map((query, n) => shown(query, n % 2)));
    const truths = await Promise.all(queries.map(truth));
    for (const [n, query] of queries.entries())
      expect([query, answers[n]]).toEqual([query, truths[n]]);
  }

  it('say at once what the database says, after each change', async () => {
    await compareAll();
    for (let n = proofSize(400, 40); n > 0; n -= 1) {
      await anyChange(n % 2);
      await compareAll();
    }
  });

  it('say it when a category moves away with its parts, and back', async () => {
    const category_id = categories['console-games'];
    const { id } = await shop.part({ kind: 'game', category_id });
    const within: Query = { category: 'games', limit: '100' };
    for (const parent_id of [categories['games'], null, categories['games']]) {
      await shop.editor('PUT', `/categories/${category_id}`, { parent_id });
      const { items } = await shown(within, 0);
      const isWithin = items.some((item: string) => item.startsWith(`${id} `));
      expect([parent_id, isWithin]).toEqual([parent_id, parent_id !== null]);
    }
  });

  it('say it after changes and readers that came all at once', async () => {
    for (let round = proofSize(60, 8); round > 0; round -= 1) {
      let writing = true;
      const readers = [0, 1, 0, 1].map(async (instance) => {
        for (let n = 0; writing; n += 1) await shown(queries[n % queries.length]!, instance);
      });
      await Promise.all([0, 1, 0, 1, 0, 1].map((instance) => anyChange(instance)));
      writing = false;
      await Promise.all(readers);
      await compareAll();
    }
  });
});

describe('a list that a change has nothing to do with', () => {
  const LISTS: Record<string, Query> = {
    all: {},
    physical: { kind: 'physical' },
    cheapest: { kind: 'game', sort: 'price_asc' },
    'cheapest physical': { kind: 'physical', sort: 'price_asc' },
    named: { kind: 'game', sort: 'name' },
    category: { category: 'pc-games' },
    genre: { genre: 'action' },
    search: { q: 'nothing at all', kind: 'game' },
    'in stock': { in_stock: 'true' },
  };
  let game: number;
  let loaded: string[];
  beforeAll(async () => {
    // In no list of one part but those that a change would bring it into.
    game = (
      await shop.part({
        kind: 'game',
        part_name: 'zz last',
        price: { amount: '900.00', currency: 'EUR' },
      })
    ).id;
    await shop.part({ kind: 'game', part_name: 'a newer one' });
    const list = shop.instances[0]!.app.get(PartList) as unknown as {
      load: (...of: unknown[]) => unknown;
    };
    const load = list.load.bind(list);
    list.load = (...of) => {
      loaded.push(JSON.stringify(of[0]));
      return load(...of);
    };
  });

  const readAll = async (): Promise<string[]> => {
    const names: string[] = [];
    for (const [name, query] of Object.entries(LISTS)) {
      loaded = [];
      await shown({ ...query, limit: '1' }, 0);
      if (loaded.length > 0) names.push(name);
    }
    return names;
  };

  const price = (amount: string) => () => put(game, { price: { amount, currency: 'EUR' } }, 0);
  it.each<[string, () => Promise<unknown>, string[]]>([
    ['price', price('901.00'), ['cheapest']],
    ['name', () => put(game, { part_name: 'zz the last' }, 0), ['named', 'search']],
    ['description', () => put(game, { description: 'text' }, 0), ['search']],
    ['day of release', () => put(game, { release_date: '2024-01-01' }, 0), []],
    ['genre', () => put(game, { genre_ids: [genres[0]] }, 0), ['genre']],
    ['stock', () => flip(game, 1, 0), ['in stock']],
    [
      'status',
      () => put(game, { status: 'draft' }, 0),
      ['all', 'cheapest', 'named', 'category', 'genre', 'search', 'in stock'],
    ],
  ])('stays when the %s of a game changes', async (_what, change, old) => {
    await readAll();
    expect(await readAll()).toEqual([]);
    await change();
    expect(await readAll()).toEqual(old);
  });
});

describe('lists while stock elsewhere comes and goes', () => {
  /** What shoppers ask for, as often as each other. */
  const ASKED: Query[] = [
    {},
    { kind: 'game' },
    { kind: 'physical' },
    { category: 'pc-games' },
    { category: 'brakes', sort: 'price_asc' },
    { kind: 'game', sort: 'price_asc' },
    { kind: 'game', sort: 'name' },
    { genre: 'action' },
    { in_stock: 'true' },
    { q: 'citadel' },
  ];
  /** Of 72 readings and 50 flips in a second, as in the bench of a sync. */
  const FLIPS_PER_READING = 50 / 72;

  it('are answered from the cache four times of five, and show every flip', async () => {
    const elsewhere = await Promise.all([1, 2, 3, 4].map(() => shop.part({ kind: 'physical' })));
    const list = shop.instances[0]!.app.get(PartList) as unknown as { load: () => unknown };
    for (const query of ASKED) await shown(query, 0);
    const loads = jest.spyOn(list, 'load');
    let [readings, flips] = [0, 0];
    for (; readings < 20 * ASKED.length; readings += 1) {
      for (; flips < readings * FLIPS_PER_READING; flips += 1) {
        const { id } = elsewhere[flips % elsewhere.length]!;
        await flip(id, Math.floor(flips / elsewhere.length) % 2 ? 0 : 1, 0);
      }
      const query = ASKED[readings % ASKED.length]!;
      const answer = await shown(query, 0);
      if (query.in_stock) expect(answer).toEqual(await truth({ ...query, limit: '24' }));
    }
    expect(flips).toBeGreaterThan(100);
    expect(1 - loads.mock.calls.length / readings).toBeGreaterThanOrEqual(0.8);
    loads.mockRestore();
  });
});

describe('a list by price', () => {
  it('is loaded again after a new price, and not counted again', async () => {
    const query = { kind: 'game', sort: 'price_asc', limit: '3' };
    const { id } = await shop.part({ kind: 'game' });
    const { total } = await shown(query, 0);
    const asked = jest.spyOn(shop.instances[0]!.app.get(Database), 'query');
    const statementsWith = (words: string) =>
      asked.mock.calls.filter(([sql]) => JSON.stringify(sql).includes(words)).length;
    await put(id, { price: { amount: '0.01', currency: 'EUR' } }, 0);
    const after = await shown(query, 0);
    expect(after.items[0]).toMatch(`${id} v`);
    expect(after.total).toBe(total);
    expect([statementsWith('page as ('), statementsWith('count(*)')]).toEqual([1, 0]);
    asked.mockRestore();
  });
});
