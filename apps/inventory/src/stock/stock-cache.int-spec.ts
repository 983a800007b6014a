import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupOf, RedisStore, VersionedCache } from '@tandem/cache';
import {
  AVAILABILITY_GENERATION,
  READ_MODELS,
  PartStockEntry,
  PartsListEntry,
  cachedStock,
  type StockRow,
} from '@tandem/contracts';
import { emptyRedisOf, eventually } from '@tandem/testing';
import { ExpirySweeper } from '../reservations/expiry-sweeper.js';
import { Shop } from '../testing/shop.js';

describe('what shoppers read right after a change of stock', () => {
  let shop: Shop;
  let reader: VersionedCache;
  beforeAll(async () => {
    const redisUrl = await emptyRedisOf('inventory');
    shop = await Shop.open({ env: { REDIS_URL: redisUrl } });
    reader = new VersionedCache({
      store: new RedisStore({ url: redisUrl, ...READ_MODELS }),
      graceMs: 0,
    });
    const writer = shop.instances[0]!.app.get(VersionedCache);
    await eventually(() => reader.usesStore && writer.usesStore);
  });
  afterAll(async () => {
    await reader?.close();
    await shop?.close();
  });

  /** As the catalogue builds it on a miss, from the published view. */
  async function fromDatabase(id: number) {
    const [row] = await shop.database.query<StockRow & { version: number }>(
      'select *, version::int from inventory.stock_public where part_id = $1',
      [id],
    );
    return { version: row!.version, values: [JSON.stringify(cachedStock(row))] };
  }
  const read = (id: number) => reader.readGroup([PartStockEntry.key(id)], () => fromDatabase(id));
  const cached = async (id: number) => groupOf(await reader.readMany([PartStockEntry.key(id)]));
  const figures = async (id: number) => PartStockEntry.parse((await cached(id))!.values[0]);
  const put = (id: number, current_stock: number) =>
    shop.staff('PUT', `/parts/${id}/stock`, { current_stock });
  const generation = async () => {
    let loads = 0;
    const key = PartsListEntry.key('spec');
    const list = { key, generationKeys: [AVAILABILITY_GENERATION] };
    const loader = async () => {
      loads += 1;
      return '[]';
    };
    await reader.readList({ ...list, loader });
    return loads;
  };

  it('is the new figure, in the very bytes a reader would have made of it', async () => {
    const id = await shop.part({ current: 5 });
    await read(id);
    await put(id, 9);
    expect(await cached(id)).toEqual(await fromDatabase(id));
    expect(await figures(id)).toMatchObject({ current_stock: 9, available_stock: 9, stale: false });
  });

  it('is the new figure after a hold, a payment, a release and an expiry as well', async () => {
    const id = await shop.part({ current: 9 });
    await read(id);
    const hold = async (quantity: number, ttl_seconds = 60) => {
      const order_id = crypto.randomUUID();
      await shop.orders('/reservations', {
        order_id,
        lines: [{ part_id: id, quantity }],
        ttl_seconds,
      });
      return order_id;
    };
    const order = await hold(4);
    expect(await figures(id)).toMatchObject({ current_stock: 9, available_stock: 5 });
    await shop.orders(`/reservations/${order}/commit`);
    expect(await figures(id)).toMatchObject({ current_stock: 5, available_stock: 5 });
    const other = await hold(5);
    expect(await figures(id)).toMatchObject({ available_stock: 0, is_in_stock: false });
    await shop.orders(`/reservations/${other}/release`);
    expect(await figures(id)).toMatchObject({ available_stock: 5, is_in_stock: true });
    await hold(5, 1);
    const sweeper = shop.instances[0]!.app.get(ExpirySweeper);
    await eventually(async () => {
      await sweeper.sweep();
      expect(await figures(id)).toMatchObject({ available_stock: 5 });
    });
  });

  it('is never older than the change, however many readers keep filling the cache', async () => {
    const id = await shop.part({ current: 1 });
    let reading = true;
    const crowd = Array.from({ length: 20 }, async () => {
      while (reading) await read(id);
    });
    let stale = 0;
    for (let n = 2; n <= 300; n += 1) {
      await put(id, n);
      const { values } = await read(id);
      if (PartStockEntry.parse(values[0])?.current_stock !== n) stale += 1;
    }
    reading = false;
    await Promise.all(crowd);
    expect(stale).toBe(0);
  });

  it('is a fresh list when a part comes into stock or goes out of it, and the same list otherwise', async () => {
    const id = await shop.part({ current: 5 });
    await generation();
    expect(await generation()).toBe(0);
    await put(id, 4);
    expect(await generation()).toBe(0);
    await put(id, 0);
    expect(await generation()).toBe(1);
    await put(id, 3);
    expect(await generation()).toBe(1);
  });
});
