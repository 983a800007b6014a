import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofSize } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

const PARTS = 100;
const LISTS = proofSize(5_000);
const AT_ONCE = 8;
const LONG = `<p>${'Stops <b>well</b> &amp; lasts long. '.repeat(90)}</p>`;
/** What the caches of a process may hold together, and a little for the rest. */
const MOST_GROWTH = 100_000_000;

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use once everything that nobody needs is gone. */
function inUse(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function addParts(shop: Shop): Promise<void> {
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, description, price_minor, currency)
     select 'physical', 'P-' || n, 'p-' || n, 'Part ' || n, $1, 100, 'EUR' from generate_series(1, ${PARTS}) n`,
    [LONG],
  );
}

describe('a list of parts with long descriptions', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await addParts(shop);
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

describe.each([
  ['with the process’s own store', {}],
  ['with Redis', { redis: true }],
  ['with a Redis that is away', { env: { REDIS_URL: 'redis://127.0.0.1:1/0' } }],
])('a visitor who asks for thousands of different lists, %s', (_form, options) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open(options);
    await addParts(shop);
  });
  afterAll(() => shop.close());

  it('does not fill the memory', async () => {
    await shop.shopper('/parts?limit=100&fields=id,description');
    const before = inUse();
    let asked = 0;
    const visitor = async () => {
      while (asked < LISTS) {
        const price = `${1 + (asked += 1)}.0001`;
        const { status } = await shop.shopper(
          `/parts?limit=100&max_price=${price}&fields=id,part_name,description`,
        );
        expect(status).toBe(200);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, visitor));
    expect(inUse() - before).toBeLessThan(MOST_GROWTH);
  });
});
