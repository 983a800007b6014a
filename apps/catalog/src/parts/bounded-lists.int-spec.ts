import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyRedisOf, proofSize } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

const PARTS = 100;
const AT_ONCE = 8;
const LONG = `<p>${'Stops <b>well</b> &amp; lasts long. '.repeat(90)}</p>`;
const LONGEST = `<p>${'Stops <b>well</b> &amp; lasts long. '.repeat(280)}</p>`;
/** Of a list of the longest descriptions, as it is kept. */
const MEGABYTE = 1_000_000;

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use once everything that nobody needs is gone. */
function inUse(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function addParts(shop: Shop, description: string): Promise<void> {
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, description, price_minor, currency)
     select 'physical', 'P-' || n, 'p-' || n, 'Part ' || n, $1, 100, 'EUR' from generate_series(1, ${PARTS}) n`,
    [description],
  );
}

describe('a list of parts with long descriptions', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await addParts(shop, LONG);
  });
  afterAll(() => shop.close());

  it('shows their first words, as HTML that is whole', async () => {
    const { body } = await shop.shopper('/parts?limit=100');
    expect(body.items).toHaveLength(PARTS);
    for (const { description } of body.items) {
      expect(description).toMatch(/^Stops well &amp; lasts long\. .*…$/);
      expect(description.length).toBeLessThanOrEqual(300);
      expect(description.replaceAll('&amp;', '')).not.toMatch(/[<>&]/);
    }
  });

  it('shows the whole of them when asked for it, and of a part always', async () => {
    const { body } = await shop.shopper('/parts?limit=1&fields=id,description');
    expect(body.items[0].description).toBe(LONG);
    const part = await shop.shopper(`/parts/${body.items[0].id}`);
    expect(part.body.description).toBe(LONG);
  });

  it('shows a short description as it is', async () => {
    const short = await shop.part({ description: '<p>Small <b>and</b> good</p>' });
    const { body } = await shop.shopper('/parts?limit=1');
    expect(body.items[0]).toMatchObject({
      id: short.id,
      description: '<p>Small <b>and</b> good</p>',
    });
  });

  it('shows staff’s table the same first words', async () => {
    const { body } = await shop.editor('GET', '/parts?limit=100');
    for (const { description } of body.items as Json[])
      expect(description.length).toBeLessThanOrEqual(300);
  });
});

describe('a visitor who asks for hundreds of different lists', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await addParts(shop, LONGEST);
  });
  afterAll(() => shop.close());

  /*
   * What the caches of a process may hold together, with some room for the rest: the store of the process is the largest.
   * Kept, the lists would be well above it.
   */
  it.each<[string, () => Promise<Record<string, string>>, { most: number; lists: number }]>([
    ['with the process’s own store', async () => ({}), { most: 100, lists: 150 }],
    [
      'with Redis',
      async () => ({ REDIS_URL: await emptyRedisOf('catalog') }),
      { most: 50, lists: 120 },
    ],
    [
      'with a Redis that is away',
      async () => ({ REDIS_URL: 'redis://127.0.0.1:1/0' }),
      { most: 50, lists: 90 },
    ],
  ])('does not fill the memory %s', async (_form, settings, { most, lists }) => {
    const many = proofSize(10 * lists, lists);
    const instance = shop.instances.length;
    await shop.start(await settings());
    const get = (query: string) =>
      shop.shopper(`/parts?limit=100&fields=id,description${query}`, {}, instance);
    await get('');
    const before = inUse();
    let asked = 0;
    const visitor = async () => {
      while (asked < many) {
        const query = `&max_price=${1 + (asked += 1)}.0001`;
        let { status } = await get(query);
        // A machine that is busy with other things turns some away; each list counts once it was shown.
        while (status === 503) ({ status } = await get(query));
        expect(status).toBe(200);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, visitor));
    const grown = inUse() - before;
    // Gone before the next begins: what it gives back would hide what the other keeps.
    await shop.instances.pop()!.stop();
    expect(grown).toBeLessThan(most * MEGABYTE);
  });
});
