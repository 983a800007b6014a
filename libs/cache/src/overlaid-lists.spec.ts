import { describe, expect, it } from '@jest/globals';
import { CuttableStore, lagging } from '../test/lagging-store.js';
import { FakeShop } from '../test/fake-shop.js';
import { MemoryStore } from './memory-store.js';
import type { CacheStore } from './store.js';
import { VersionedCache } from './versioned-cache.js';

const GENERATION = 'parts:list:generation';
const STOCKS = ['part:1:stock', 'part:2:stock'];

const read = (cache: VersionedCache, loader: () => Promise<string>) =>
  cache.readOverlaidList({
    key: 'parts:list:abc',
    generationKeys: [GENERATION],
    loader,
    parse: (value) => ({ value, keys: STOCKS }),
    overlay: ({ keys }) => keys,
  });
const unchanged = async () => '["same"]';

/** Counts round trips for reads. */
function counted(inner: CacheStore): { store: CacheStore; trips: () => number } {
  let trips = 0;
  const store = new Proxy(inner, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      if (name === 'mget') trips += 1;
      return value.bind(target);
    },
  });
  return { store, trips: () => trips };
}

async function stocked(cache: VersionedCache, version: number): Promise<void> {
  for (const key of STOCKS)
    await cache.load([key], async () => ({ version, values: [`"stock ${version}"`] }));
}

describe('a list with stock laid over it', () => {
  it('takes one round trip while it is the same, and is the same object', async () => {
    const { store, trips } = counted(new MemoryStore());
    const cache = new VersionedCache({ store });
    await stocked(cache, 1);
    await read(cache, unchanged);
    const first = await read(cache, unchanged);
    const before = trips();
    const second = await read(cache, unchanged);
    expect(trips() - before).toBe(1);
    expect(second.list).toBe(first.list);
    expect(second.hits).toBe(first.hits);
    expect(second.hits.map((hit) => hit?.value)).toEqual(['"stock 1"', '"stock 1"']);
  });

  it('shows a stock write of another process on the next read', async () => {
    const shared = new MemoryStore();
    const [reader, writer] = [1, 2].map(() => new VersionedCache({ store: shared })) as [
      VersionedCache,
      VersionedCache,
    ];
    await stocked(writer, 1);
    await read(reader, unchanged);
    await read(reader, unchanged);
    await writer.writeThrough([{ key: STOCKS[1]!, version: 2, value: '"stock 2"' }]);
    const { hits } = await read(reader, unchanged);
    expect(hits.map((hit) => hit?.value)).toEqual(['"stock 1"', '"stock 2"']);
  });

  it('is loaded again after a bump of another process', async () => {
    const shared = new MemoryStore();
    const [reader, writer] = [1, 2].map(() => new VersionedCache({ store: shared })) as [
      VersionedCache,
      VersionedCache,
    ];
    for (let n = 1; n < 4; n += 1) {
      for (let again = 0; again < 3; again += 1)
        expect((await read(reader, async () => `["${n}"]`)).list.value).toBe(`["${n}"]`);
      await writer.bumpGenerations([GENERATION]);
    }
  });

  it('is not believed when the store has forgotten the generation', async () => {
    const store = new MemoryStore({ maxEntries: 3 });
    const cache = new VersionedCache({ store });
    await read(cache, async () => '["old"]');
    await read(cache, async () => '["old"]');
    for (const key of ['x', 'y', 'z']) await store.put(key, 'other', 60);
    expect((await read(cache, async () => '["new"]')).list.value).toBe('["new"]');
  });

  it('refuses stock older than what this process knows, although nothing changed in the store', async () => {
    const cache = new VersionedCache({ store: new MemoryStore() });
    await stocked(cache, 1);
    await read(cache, unchanged);
    await read(cache, unchanged);
    cache.refuseOlder([{ key: STOCKS[0]!, version: 2 }]);
    const { hits } = await read(cache, unchanged);
    expect(hits.map((hit) => hit?.version)).toEqual([undefined, 1]);
  });

  it('comes from the database while the store is away or has not heard of a bump', async () => {
    const cuttable = new CuttableStore(new MemoryStore());
    const cache = new VersionedCache({ store: cuttable.store, microTtlMs: 0 });
    await read(cache, async () => '["1"]');
    await read(cache, async () => '["1"]');
    cuttable.refuse('bump');
    await cache.bumpGenerations([GENERATION]);
    expect((await read(cache, async () => '["2"]')).list.value).toBe('["2"]');
    cuttable.cut();
    expect((await read(cache, async () => '["3"]')).list.value).toBe('["3"]');
  });

  it('never shows what was before a write that returned, however late answers come', async () => {
    const shop = new FakeShop({ slowestRead: 4 });
    const shared = new MemoryStore();
    const caches = [1, 2, 3].map(() => new VersionedCache({ store: lagging(shared, shop.random) }));
    const pick = () => caches[Math.floor(shop.random() * caches.length)]!;
    let returned = { list: 0, stock: 0 };
    const stale: unknown[] = [];
    let writing = 4;
    const write = async () => {
      for (let i = 0; i < 15; i += 1) {
        const cache = pick();
        const list = shop.commit('list');
        await cache.bumpGenerations([GENERATION]);
        const stock = await shop.write('stock', STOCKS, cache);
        returned = {
          list: Math.max(list, returned.list),
          stock: Math.max(stock, returned.stock),
        };
      }
      writing -= 1;
    };
    const reader = async () => {
      while (writing > 0) {
        const atLeast = returned;
        const cache = pick();
        const { list, hits } = await read(cache, async () =>
          String((await shop.read('list', ['list'])).version),
        );
        if (Number(list.value) < atLeast.list) stale.push({ atLeast, list: list.value });
        for (const [i, hit] of hits.entries()) {
          const { version } =
            hit ?? (await cache.load([STOCKS[i]!], () => shop.read('stock', [STOCKS[i]!])));
          if (version < atLeast.stock) stale.push({ atLeast, version });
        }
      }
    };
    await Promise.all([...Array.from({ length: 4 }, write), ...Array.from({ length: 12 }, reader)]);
    expect(stale).toEqual([]);
  });
});

describe('a list that shows what an entry laid over it has a version of', () => {
  const KEY = 'part:1:prices';
  interface Shown {
    version: number;
  }

  /** A list of one part, read from what stands for the database. */
  function shown(
    cache: VersionedCache,
    database: { version: number },
    whileLoading?: () => Promise<void>,
  ) {
    return cache.readOverlaidList<Shown>({
      key: 'parts:list:abc',
      generationKeys: [GENERATION],
      loader: async () => {
        const { version } = database;
        await whileLoading?.();
        return JSON.stringify({ version });
      },
      parse: (value) => JSON.parse(value) as Shown,
      overlay: () => [KEY],
      complete: async () => {
        const { version, values } = await cache.load([KEY], async () => ({
          version: database.version,
          values: [null],
        }));
        return [{ version, value: values[0]! }];
      },
      isCurrent: ({ version }, [hit]) => hit!.version <= version,
    });
  }
  const write = async (cache: VersionedCache, database: { version: number }) => {
    database.version += 1;
    await cache.writeThrough([{ key: KEY, version: database.version, value: null }]);
  };
  const caches = () => {
    const store = new MemoryStore();
    return [new VersionedCache({ store }), new VersionedCache({ store })] as const;
  };

  it('is loaded again once the entry is newer, by whoever reads it, and then kept', async () => {
    const [one, other] = caches();
    const database = { version: 1 };
    for (const cache of [one, other]) await shown(cache, database);
    await write(other, database);
    for (const cache of [one, other, one])
      expect((await shown(cache, database)).list.version).toBe(2);
    let loads = 0;
    const loading = async () => void (loads += 1);
    await shown(one, database, loading);
    await shown(other, database, loading);
    expect(loads).toBe(0);
  });

  it('is right when the entry is not in the store any more', async () => {
    const [one] = caches();
    const database = { version: 1 };
    await shown(one, database);
    database.version = 2;
    await one.invalidate([{ key: KEY, version: 2 }]);
    expect((await shown(one, database)).list.version).toBe(2);
  });

  it('is not taken from a load that began before the entry was seen', async () => {
    const [one, other] = caches();
    const database = { version: 1 };
    await shown(one, database);
    await write(other, database);
    const gate = Promise.withResolvers<void>();
    const slow = shown(one, database, () => gate.promise);
    await new Promise((resolve) => setImmediate(resolve));
    await write(other, database);
    const late = shown(one, database);
    gate.resolve();
    await slow;
    expect((await late).list.version).toBe(3);
  });
});
