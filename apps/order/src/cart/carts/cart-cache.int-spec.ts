import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisStore, VersionedCache } from '@tandem/cache';
import {
  CartEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartStockEntry,
  READ_MODELS,
  publicStock,
} from '@tandem/contracts';
import { eventually, inTime, TcpProxy, backingServices } from '@tandem/testing';
import { Redis } from 'ioredis';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';

const redisUrl = `${backingServices().redis}/11`;
let shop: Shop;
let proxy: TcpProxy;
/** The cache as the catalogue and inventory have it. */
let others: VersionedCache;
let redis: Redis;

beforeAll(async () => {
  redis = new Redis(redisUrl);
  await redis.flushdb();
  proxy = await TcpProxy.inFrontOf(redisUrl);
  shop = await Shop.open({ instances: 2, env: { REDIS_URL: redisUrl } });
  await shop.start({ REDIS_URL: proxy.through(redisUrl) });
  others = new VersionedCache({
    store: new RedisStore({ url: redisUrl, ...READ_MODELS }),
    graceMs: 0,
  });
  await believed(0, 1, 2);
  await eventually(() => others.usesStore);
});
afterAll(async () => {
  await shop?.close();
  await others?.close();
  await proxy?.close();
  redis?.disconnect();
});

const believed = async (...instances: number[]): Promise<void> => {
  const caches = instances.map((n) => shop.instances[n]!.app.get(VersionedCache));
  await eventually(() => caches.every((cache) => cache.usesStore));
};
const customer = async (): Promise<Browser> => {
  const browser = new Browser(shop);
  browser.person = await shop.customer();
  return browser;
};
const onInstance = (browser: Browser, instance: number): Browser => {
  const twin = new Browser(shop, instance);
  twin.person = browser.person;
  twin.cookie = browser.cookie;
  return twin;
};

describe('the lines of a cart', () => {
  it('are kept under the owner’s key, and read from there', async () => {
    const part = await shop.part({ stock: 9 });
    const user = await customer();
    const guest = new Browser(shop);
    await user.add(part);
    await guest.add(part);
    for (const [browser, key] of [
      [user, CartEntry.key({ kind: 'user', id: user.person!.id })],
      [guest, CartEntry.key({ kind: 'guest', id: guest.guestId })],
    ] as const) {
      await browser.cart();
      await eventually(async () => expect(await redis.exists(key)).toBe(1));
      expect(await redis.ttl(key)).toBeGreaterThan(0);
    }
    // Behind the service's back: only a cache can still know the line.
    await shop.database.query('delete from orders.cart_items where part_id = $1', [part]);
    expect(await user.lines()).toEqual([[part, 1]]);
    expect(await guest.lines()).toEqual([[part, 1]]);
  });

  it('are those of the last change, on whichever instance it was made and is looked at', async () => {
    const parts = await shop.parts(3, { stock: 500 });
    const here = await customer();
    const there = onInstance(here, 1);
    let known = 0;
    for (let round = 0; round < 30; round += 1) {
      const [writer, reader] = round % 2 === 0 ? [here, there] : [there, here];
      const part = parts[round % 3]!;
      const { body } =
        round % 7 === 6
          ? await writer.call('DELETE', `/cart/items/${part}`)
          : await writer.add(part, 1 + (round % 4));
      // A cache that the database tells nothing, so that only the write itself can have told the store.
      const [entry] = await others.readMany([CartEntry.key({ kind: 'user', id: here.person!.id })]);
      if (entry) expect(entry.version).toBe(body.version);
      known += entry ? 1 : 0;
      expect(await reader.cart()).toEqual(body);
      expect(await writer.cart()).toEqual(body);
    }
    expect(known).toBeGreaterThan(20);
  });

  it('are right while everybody reads and writes at once', async () => {
    const part = await shop.part({ stock: 999 });
    const here = await customer();
    const there = onInstance(here, 1);
    await Promise.all(
      [here, there].map(async (browser) => {
        for (let n = 0; n < 25; n += 1) {
          const { body } = await browser.add(part);
          const seen = await browser.cart();
          expect(seen.version).toBeGreaterThanOrEqual(body.version);
          expect(seen.item_count).toBeGreaterThanOrEqual(body.item_count);
        }
      }),
    );
    expect(await here.lines()).toEqual([[part, 50]]);
    expect(await there.lines()).toEqual([[part, 50]]);
  });

  it('are soon the new ones when the instance that changed them can’t reach Redis', async () => {
    const part = await shop.part({ stock: 99 });
    const reader = await customer();
    const cutOff = onInstance(reader, 2);
    await reader.add(part);
    await reader.cart();
    proxy.cut();
    try {
      for (let quantity = 2; quantity < 6; quantity += 1) {
        const { status } = await cutOff.add(part);
        expect(status).toBe(200);
        expect(await cutOff.lines()).toEqual([[part, quantity]]);
        await eventually(async () => expect(await reader.lines()).toEqual([[part, quantity]]), {
          everyMs: 1,
        });
      }
    } finally {
      proxy.restore();
    }
    await believed(2);
  });
});

describe('an instance that starts', () => {
  it('leaves nothing old of carts that another changed and died before it could tell', async () => {
    const [a, b] = await shop.parts(2, { stock: 99 });
    const user = await customer();
    const guest = new Browser(shop);
    for (const browser of [user, guest]) {
      await browser.add(a!);
      await browser.cart();
    }
    // Nobody listens while the change commits, and nobody tells the cache.
    await Promise.all([0, 1, 2].map((n) => shop.instances[n]!.stop()));
    for (const id of [user.person!.id, guest.guestId]) {
      await shop.database.query(`update orders.carts set version = version where owner_id = $1`, [
        id,
      ]);
      await shop.database.query(`update orders.cart_items set part_id = $2 where owner_id = $1`, [
        id,
        b,
      ]);
    }
    for (const key of [
      CartEntry.key({ kind: 'user', id: user.person!.id }),
      CartEntry.key({ kind: 'guest', id: guest.guestId }),
    ]) {
      expect(await redis.get(key)).toContain(`"part_id":${a}`);
    }
    await Promise.all([0, 1, 2].map((n) => shop.restart(n)));
    for (const n of [0, 1]) {
      expect(await onInstance(user, n).lines()).toEqual([[b, 1]]);
      expect(await onInstance(guest, n).lines()).toEqual([[b, 1]]);
    }
    await believed(0, 1);
    expect(await user.lines()).toEqual([[b, 1]]);
    expect(await guest.lines()).toEqual([[b, 1]]);
    await shop.instances[2]!.stop();
  });
});

describe('what the lines cost and whether they can be had', () => {
  const content = (id: number) => [
    PartEntry.key(id),
    PartPricesEntry.key(id),
    PartImagesEntry.key(id),
  ];
  const values = (part_name: string, amount: string, discontinued = false) => [
    PartEntry.write({
      id: 1,
      kind: 'physical',
      sku: 'C-1',
      slug: 'cached',
      part_name,
      description: '',
      category: null,
      discontinued,
      version: 1,
      updated_at: '2026-01-01T00:00:00.000Z',
    }),
    PartPricesEntry.write({ amount, currency: 'EUR' }),
    PartImagesEntry.write([
      {
        id: '0198c5a0-0000-7000-8000-00000000000a',
        url: '/api/v1/images/cached.webp',
        alt: '',
        position: 0,
        width: 8,
        height: 6,
      },
    ]),
  ];
  const stockValue = (available_stock: number) =>
    PartStockEntry.write({ ...publicStock(null), available_stock });

  /** Puts entries into the cache as the catalogue's pages do. */
  async function show(id: number, version: number, name: string, available: number): Promise<void> {
    const stock = [PartStockEntry.key(id)];
    await others.readGroup(content(id), async () => ({ version, values: values(name, '7.00') }));
    await others.readGroup(stock, async () => ({ version, values: [stockValue(available)] }));
    await eventually(async () => {
      const hits = await others.readMany([...content(id), ...stock]);
      expect(hits).not.toContain(null);
    });
  }

  it('comes from the entries of the part’s own page, and follows each change of them', async () => {
    const id = await shop.part({ name: 'In the database', stock: 9 });
    const browser = await customer();
    await browser.add(id, 3);
    await show(id, 5, 'On its page', 4);
    const item = async () => (await browser.cart()).items[0];
    expect(await item()).toMatchObject({
      part_name: 'On its page',
      sku: 'C-1',
      slug: 'cached',
      image_url: '/api/v1/images/cached.webp',
      price: { amount: '7.00', currency: 'EUR' },
      available: 4,
      ok: true,
    });
    const entries = values('Renamed', '9.50').map((value, n) => ({
      key: content(id)[n]!,
      version: 6,
      value,
    }));
    await others.writeThrough(entries);
    expect(await item()).toMatchObject({ part_name: 'Renamed', line_total: { amount: '28.50' } });
    await others.writeThrough([{ key: PartStockEntry.key(id), version: 6, value: stockValue(2) }]);
    expect(await item()).toMatchObject({ available: 2, ok: false, reason: 'insufficient_stock' });
  });

  it('comes from the database when an entry is missing, of another version, or tells of no such part', async () => {
    const id = await shop.part({ name: 'In the database', stock: 9 });
    const browser = await customer();
    await browser.add(id);
    const name = async () => (await browser.cart()).items[0]!.part_name;
    await show(id, 5, 'On its page', 4);
    expect(await name()).toBe('On its page');
    await others.invalidate([{ key: PartStockEntry.key(id), version: 6 }]);
    expect(await name()).toBe('In the database');
    await show(id, 6, 'On its page', 4);
    await others.writeThrough([
      { key: PartEntry.key(id), version: 7, value: values('x', '1')[0]! },
    ]);
    expect(await name()).toBe('In the database');
    const gone = content(id).map((key) => ({ key, version: 8, value: null }));
    await others.writeThrough(gone);
    await shop.forSale(id, false);
    const { items } = await browser.cart();
    expect(items[0]).toMatchObject({ part_name: 'In the database', reason: 'not_for_sale' });
  });

  it('is nothing of what is no longer sold, though its page is still cached', async () => {
    const id = await shop.part({ name: 'Last seen', stock: 9 });
    const browser = await customer();
    await browser.add(id);
    await show(id, 5, 'On its page', 4);
    await shop.forSale(id, false);
    await others.writeThrough(
      values('On its page', '7.00', true).map((value, n) => ({
        key: content(id)[n]!,
        version: 6,
        value,
      })),
    );
    const { items } = await browser.cart();
    expect(items[0]).toMatchObject({ part_name: 'Last seen', price: null, reason: 'not_for_sale' });
  });

  it('follows a sale by the second, though nothing announces its end', async () => {
    const id = await shop.part({ stock: 9 });
    const browser = await customer();
    await browser.add(id);
    await show(id, 5, 'On its page', 4);
    const price = async () => (await browser.cart()).items[0]!.price;
    let version = 5;
    await inTime(async (ms) => {
      version += 1;
      const until = new Date(Date.now() + ms).toISOString();
      const prices = { amount: '7.00', currency: 'EUR', sale: { amount: '5.00', until } };
      const [core, , images] = values('On its page', '7.00');
      const entries = [core!, PartPricesEntry.write(prices), images!];
      await others.writeThrough(
        entries.map((value, n) => ({ key: content(id)[n]!, version, value })),
      );
      expect(await price()).toMatchObject({ amount: '5.00' });
    });
    await eventually(async () => expect(await price()).toMatchObject({ amount: '7.00' }));
  });

  it('is not what checkout goes by', async () => {
    const id = await shop.part({ price: 1000, stock: 9 });
    const browser = await customer();
    await browser.add(id, 3);
    await show(id, 5, 'On its page', 1);
    expect((await browser.cart()).items[0]).toMatchObject({ ok: false });
    const { body } = await browser.call('POST', '/checkout/validate');
    expect(body).toMatchObject({ ok: true, lines: [{ available: 9 }], total: { amount: '30.00' } });
  });
});
