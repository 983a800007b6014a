import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { VersionedCache } from '@tandem/cache';
import { AVAILABILITY_GENERATION } from '@tandem/contracts';
import { eventually, proofSeed, proofSize } from '@tandem/testing';
import { product, tell } from '../../g2a/spec-support.js';
import { draw } from '../../seed/random.js';
import { Shop, type Json } from '../../testing/shop.js';
import { PartFacets } from './part-facets.js';

const WORDS = ['brake', 'citadel', 'copper', 'lantern', 'racing', 'silent'];
const PRICES = ['1.00', '9.99', '10.00', '24.99', '70.00', '500.00', '1200.00'];
const ROUNDS = proofSize(300);

let shop: Shop;
const categories: Json[] = [];

beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
  for (const [name, parent] of [['Games'], ['Arcade', 0], ['Puzzles', 1], ['Brakes'], ['Empty']]) {
    const parent_id = typeof parent === 'number' ? categories[parent].id : null;
    categories.push((await shop.editor('POST', '/categories', { name, parent_id })).body);
  }
  await tell(
    shop,
    ['Action', 'Riddle'].map((name, n) =>
      product(9_000 + n, { genres: [{ id: null, name }], categories: [] }),
    ),
  );
  const genres = await shop.database.query<Json>('select id from catalog.genres order by name');
  for (let n = 0; n < 40; n += 1) {
    const kind = n % 3 === 0 ? 'physical' : 'game';
    const part = await shop.part({
      kind,
      part_name: `${WORDS[n % 6]} ${n}`,
      category_id: categories[n % 4].id,
      price: { amount: PRICES[n % PRICES.length], currency: 'EUR' },
      status: n % 9 === 8 ? 'draft' : 'active',
      ...(kind === 'game' && { genre_ids: n % 4 === 0 ? [] : [genres[n % 2].id] }),
    });
    if (n % 2 === 0) await shop.stock(part.id, n % 5);
  }
});
afterAll(() => shop.close());

type Query = Record<string, string>;

async function list(query: Query, instance = 0): Promise<Json> {
  const path = `/parts?${new URLSearchParams({ limit: '1', ...query })}`;
  const { status, body } = await shop.shopper(path, {}, instance);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

/** As inventory does it: committed, then told to the cache. */
async function flip(id: number, pieces: number, instance: number): Promise<void> {
  await shop.stock(id, pieces);
  const cache = shop.instances[instance]!.app.get(VersionedCache);
  await cache.bumpGenerations([AVAILABILITY_GENERATION]);
}

/** What a list has when it is narrowed to the value of a facet, and to nothing else of that facet. */
async function totalOf(query: Query, facet: string, value: Json): Promise<number> {
  const { min_price, max_price, [facet]: _own, ...others } = query;
  const range =
    facet === 'price'
      ? { min_price: value.min_price, max_price: value.max_price }
      : { min_price, max_price, [facet]: value.value };
  const given = Object.entries({ ...others, ...range }).filter(([, one]) => one != null);
  return (await list(Object.fromEntries(given) as Query)).total;
}

async function expectAgreement(query: Query, instance = 0): Promise<void> {
  const { facets } = await list({ ...query, facets: 'true' }, instance);
  for (const [facet, values] of Object.entries<Json[]>(facets)) {
    for (const value of values) {
      const at = { query, facet, value: value.value };
      const total = await totalOf(query, facet, value);
      expect({ ...at, count: value.count, exact: value.count_is_exact }).toEqual({
        ...at,
        count: total,
        exact: true,
      });
    }
  }
}

const QUERIES: Query[] = [
  {},
  { category: 'games' },
  { category: 'arcade', kind: 'game', in_stock: 'true' },
  { kind: 'physical', min_price: '5', max_price: '100' },
  { kind: 'game', genre: 'action' },
  { genre: 'riddle', in_stock: 'false', max_price: '24.99' },
  { category: 'no-such-category' },
  { q: 'brake' },
  { q: 'lantern', category: 'games', in_stock: 'true' },
  { q: 'racing', kind: 'game', min_price: '9.99' },
  { q: 'xyzzyplugh' },
];

describe('the facets of a list', () => {
  it.each(QUERIES)(
    'agree with what the list has when it is narrowed to them: %j',
    async (query) => {
      await expectAgreement(query);
    },
  );

  it('tell the tree of categories, those without anything as well', async () => {
    const { facets } = await list({ facets: 'true' });
    expect(facets.category.map(({ label, level }: Json) => [label, level])).toEqual([
      ['Games', 0],
      ['Arcade', 1],
      ['Puzzles', 2],
      ['Brakes', 0],
      ['Empty', 0],
    ]);
    expect(facets.category.at(-1)).toEqual({
      value: 'empty',
      label: 'Empty',
      level: 0,
      count: 0,
      count_is_exact: true,
    });
  });

  it('are told only to those who ask, genres and platforms only of games', async () => {
    expect(await list({})).not.toHaveProperty('facets');
    expect(Object.keys((await list({ facets: 'true' })).facets)).toEqual([
      'category',
      'kind',
      'in_stock',
      'price',
    ]);
    const { body } = await shop.shopper('/games?facets=true');
    expect(Object.keys(body.facets)).toEqual(expect.arrayContaining(['genre', 'platform']));
    const { status } = await shop.shopper('/parts?facets=maybe');
    expect(status).toBe(422);
  });

  it('change the tag of the answer when only they change', async () => {
    const ask = async (etag = '') =>
      shop.shopper('/parts?limit=1&facets=true&sort=price_desc', { 'if-none-match': etag });
    const before = (await ask()).headers.get('etag')!;
    expect((await ask(before)).status).toBe(304);
    await shop.part({ part_name: 'Cheap and new', price: { amount: '0.50', currency: 'EUR' } });
    expect((await ask(before)).status).toBe(200);
  });
});

describe('no facet is older than a change that was confirmed before it was asked for', () => {
  it('whatever changes, on either instance', async () => {
    const seed = proofSeed();
    const drawn = draw(seed);
    const pick = <T>(of: readonly T[]): T => drawn.pick(of);
    const [{ ids }] = await shop.database.query<Json>(
      'select array_agg(id) as ids from catalog.parts',
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = pick(ids as number[]);
      const { body: part } = await shop.editor('GET', `/parts/${id}`);
      const change = pick([
        { category_id: pick(categories).id },
        { status: pick(['active', 'draft']) },
        { price: { amount: pick(PRICES), currency: 'EUR' } },
        { part_name: `${pick(WORDS)} ${round}` },
      ]);
      const query = pick(QUERIES);
      await list({ ...query, facets: 'true' }, round % 2);
      if (round % 4 === 3) await flip(id, round % 3, (round + 1) % 2);
      const saved = await shop.editor(
        'PUT',
        `/parts/${id}`,
        { ...change, version: part.version },
        {},
        (round + 1) % 2,
      );
      expect([seed, saved.status]).toEqual([seed, 200]);
      await expectAgreement(query, round % 2);
    }
  });
});

describe('a facet', () => {
  /** Of games: what the shop keeps of kinds, genres and platforms is left alone by what does not change it. */
  const COUNTED_TOGETHER = ['category', 'in_stock', 'price'];
  let game: Json;
  beforeAll(async () => (game = await shop.part({ kind: 'game', category_id: categories[0].id })));

  /** The facets of games that are not in the cache. */
  async function countedAnew(): Promise<string[]> {
    const facets = shop.instances[0]!.app.get(PartFacets) as unknown as {
      load: (filter: unknown, names: readonly string[]) => unknown;
    };
    const counting = jest.spyOn(facets, 'load');
    await list({ kind: 'game', facets: 'true' });
    const names = counting.mock.calls.flatMap(([, some]) => some);
    counting.mockRestore();
    return names.toSorted();
  }
  async function put(change: object): Promise<void> {
    const { version } = (await shop.editor('GET', `/parts/${game.id}`)).body;
    const { status } = await shop.editor('PUT', `/parts/${game.id}`, { ...change, version });
    expect(status).toBe(200);
  }

  it.each<[string, () => Promise<void>, string[]]>([
    ['stock', () => flip(game.id, 3, 0), COUNTED_TOGETHER],
    ['price', () => put({ price: { amount: '7.00', currency: 'EUR' } }), COUNTED_TOGETHER],
    ['name', () => put({ part_name: 'Called otherwise' }), []],
    ['category', () => put({ category_id: categories[3].id }), COUNTED_TOGETHER],
    [
      'status',
      () => put({ status: 'draft' }),
      ['category', 'genre', 'in_stock', 'kind', 'platform', 'price'],
    ],
  ])('is counted anew when the %s of a game changes, if it says so', async (_of, change, names) => {
    // What was changed before may reach the cache a little later.
    await eventually(async () => expect(await countedAnew()).toEqual([]));
    await change();
    expect(await countedAnew()).toEqual(names);
  });
});
