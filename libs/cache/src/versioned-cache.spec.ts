import { describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { CuttableStore } from '../test/lagging-store.js';
import type { CachedGroup } from './entry.js';
import { MemoryStore } from './memory-store.js';
import type { CacheStore } from './store.js';
import { VersionedCache } from './versioned-cache.js';

const KEYS = ['part:7', 'part:7:prices'];
const at = (version: number): CachedGroup => ({
  version,
  values: KEYS.map((key) => `"${key} v${version}"`),
});
const entries = (version: number) =>
  KEYS.map((key, i) => ({ key, version, value: at(version).values[i]! }));

/** A database read that the test lets go when it wants. */
class HeldRead {
  started = 0;
  private waiting: PromiseWithResolvers<CachedGroup>[] = [];

  readonly loader = (): Promise<CachedGroup> => {
    this.started += 1;
    const held = Promise.withResolvers<CachedGroup>();
    this.waiting.push(held);
    return held.promise;
  };

  async answer(version: number): Promise<void> {
    await eventually(() => this.waiting.length > 0);
    this.waiting.shift()!.resolve(at(version));
  }

  async fail(): Promise<void> {
    await eventually(() => this.waiting.length > 0);
    this.waiting.shift()!.reject(new Error('database away'));
  }
}

const cacheOn = (store: CacheStore = new MemoryStore()) => new VersionedCache({ store });

describe('a part in the cache', () => {
  it('is read from the database once, then from the cache', async () => {
    const cache = cacheOn();
    let reads = 0;
    const load = async () => ((reads += 1), at(1));
    expect(await cache.readGroup(KEYS, load)).toEqual(at(1));
    expect(await cache.readGroup(KEYS, load)).toEqual(at(1));
    expect(reads).toBe(1);
  });

  it('is the new one in every process as soon as the write returned', async () => {
    const store = new MemoryStore();
    const [writer, reader] = [cacheOn(store), cacheOn(store)];
    await reader.load(KEYS, async () => at(1));
    await writer.writeThrough(entries(2));
    expect(await reader.readMany(KEYS)).toEqual(
      entries(2).map(({ version, value }) => ({ version, value })),
    );
  });

  it('is known to be absent after it was deleted', async () => {
    const cache = cacheOn();
    await cache.load(KEYS, async () => at(1));
    await cache.writeThrough(KEYS.map((key) => ({ key, version: 2, value: null })));
    expect(await cache.readGroup(KEYS, () => Promise.reject(new Error('not asked')))).toEqual({
      version: 2,
      values: [null, null],
    });
  });

  it('is read again when only some of its entries are left', async () => {
    const store = new MemoryStore();
    const cache = cacheOn(store);
    await cache.load(KEYS, async () => at(1));
    await store.put(KEYS[1]!, 'evicted', 60);
    expect(await cache.readGroup(KEYS, async () => at(1))).toEqual(at(1));
    expect((await cache.readMany(KEYS)).every((hit) => hit?.version === 1)).toBe(true);
  });
});

describe('entries of one part', () => {
  it('are never shown together when they are of different versions', async () => {
    const cache = cacheOn();
    await cache.load(KEYS, async () => at(1));
    await cache.writeThrough([entries(2)[0]!]);
    expect(await cache.readGroup(KEYS, async () => at(2))).toEqual(at(2));
  });
});

describe('one loader at a time', () => {
  it('reads the database once for readers that come together', async () => {
    const cache = cacheOn();
    const read = new HeldRead();
    const readers = Array.from({ length: 50 }, () => cache.readGroup(KEYS, read.loader));
    await read.answer(1);
    expect(await Promise.all(readers)).toEqual(readers.map(() => at(1)));
    expect(read.started).toBe(1);
  });

  it.each(['the same process', 'another process'])(
    'does not give a reader what was read before it came, after a write in %s',
    async (where) => {
      const store = new MemoryStore();
      const cache = cacheOn(store);
      const writer = where === 'the same process' ? cache : cacheOn(store);
      const read = new HeldRead();
      const early = cache.load(KEYS, read.loader);
      await eventually(() => read.started === 1);
      await writer.writeThrough(entries(2));
      const late = [1, 2, 3].map(() => cache.load(KEYS, read.loader));
      await read.answer(1);
      expect(await early).toEqual(at(1));
      await read.answer(2);
      expect(await Promise.all(late)).toEqual([at(2), at(2), at(2)]);
      expect(read.started).toBe(2);
      expect(await cache.readMany(KEYS)).toEqual(
        at(2).values.map((value) => ({ version: 2, value })),
      );
    },
  );

  it('takes no more passengers once the fill is on its way', async () => {
    const slow = new CuttableStore(new MemoryStore());
    const cache = cacheOn(slow.store);
    const arrive = slow.holdAnswer('fill');
    expect(await cache.load(KEYS, async () => at(1))).toEqual(at(1));
    await cache.writeThrough(entries(2));
    const late = cache.load(KEYS, async () => at(2));
    arrive();
    expect(await late).toEqual(at(2));
  });

  it('does not rely on a fill that another process holds the lease for', async () => {
    const store = new MemoryStore();
    const [one, other] = [cacheOn(store), cacheOn(store)];
    const [slow, fast] = [new HeldRead(), new HeldRead()];
    const first = one.load(KEYS, slow.loader);
    await eventually(() => slow.started === 1);
    const second = other.load(KEYS, fast.loader);
    await fast.answer(1);
    expect(await second).toEqual(at(1));
    expect(await other.readMany(KEYS)).toEqual([null, null]);
    await slow.answer(1);
    expect(await first).toEqual(at(1));
    expect(await other.readMany(KEYS)).not.toContain(null);
  });

  it('lets the next reader load after a failure', async () => {
    const cache = cacheOn();
    const read = new HeldRead();
    const failed = cache.load(KEYS, read.loader);
    const passenger = cache.load(KEYS, read.loader);
    await read.fail();
    await expect(failed).rejects.toThrow('database away');
    await expect(passenger).rejects.toThrow('database away');
    expect(await cache.readGroup(KEYS, async () => at(1))).toEqual(at(1));
    expect(await cache.readMany(KEYS)).not.toContain(null);
  });

  it('loads the missing parts of a list with one read', async () => {
    const cache = cacheOn();
    const stock = (id: number) => [`part:${id}:stock`];
    await cache.load(stock(2), async () => ({ version: 1, values: ['"two"'] }));
    const asked: (readonly number[])[] = [];
    const loaded = await cache.loadMany([stock(1), stock(2), stock(3)], async (positions) => {
      asked.push(positions);
      return positions.map((i) => ({ version: 1, values: [`"loaded ${i}"`] }));
    });
    expect(asked).toEqual([[0, 2]]);
    expect(loaded.map(({ values }) => values[0])).toEqual(['"loaded 0"', '"two"', '"loaded 2"']);
  });
});

describe('without the store', () => {
  const shared = () => {
    const store = new MemoryStore();
    const cuttable = new CuttableStore(store);
    return { store, cuttable, cache: new VersionedCache({ store: cuttable.store, graceMs: 0 }) };
  };

  it('answers from the database and keeps it for a moment only', async () => {
    const { cuttable } = shared();
    const cache = new VersionedCache({ store: cuttable.store, microTtlMs: 40, awayAfterMs: 0 });
    cuttable.cut();
    let reads = 0;
    const load = async () => ((reads += 1), at(reads));
    expect(await cache.readGroup(KEYS, load)).toEqual(at(1));
    expect(await cache.readGroup(KEYS, load)).toEqual(at(1));
    await eventually(async () => expect(await cache.readGroup(KEYS, load)).toEqual(at(2)));
  });

  it('keeps nothing and joins nothing that began before, until the store has been away for a while', async () => {
    const { cuttable } = shared();
    const cache = new VersionedCache({ store: cuttable.store, awayAfterMs: 200 });
    cuttable.cut();
    let version = 1;
    const slow = new HeldRead();
    const early = cache.readGroup(KEYS, slow.loader);
    await eventually(() => slow.started === 1);
    version = 2;
    const late = cache.readGroup(KEYS, async () => at(version));
    await slow.answer(1);
    expect([await early, await late]).toEqual([at(1), at(2)]);
    version = 3;
    expect(await cache.readGroup(KEYS, async () => at(version))).toEqual(at(3));
    await eventually(async () => {
      await cache.readGroup(KEYS, async () => at(version));
      expect(await cache.readMany(KEYS)).not.toContain(null);
    });
    cuttable.mend();
    cuttable.cut();
    expect(await cache.readMany(KEYS)).toEqual([null, null]);
  });

  it('asks the store nothing when nothing is asked', async () => {
    const { cuttable, cache } = shared();
    cuttable.refuse('mget');
    expect(await cache.readMany([])).toEqual([]);
    expect(cache.usesStore).toBe(true);
  });

  it('never shows the writer its old value', async () => {
    const { cuttable, cache } = shared();
    cuttable.cut();
    await cache.readGroup(KEYS, async () => at(1));
    await cache.writeThrough(entries(2));
    expect(await cache.readGroup(KEYS, async () => at(2))).toEqual(at(2));
  });

  it('delivers later what it could not deliver, the newest version of each key', async () => {
    const { store, cuttable, cache } = shared();
    const other = cacheOn(store);
    await other.load(KEYS, async () => at(1));
    cuttable.cut();
    await cache.writeThrough(entries(2));
    await cache.writeThrough(entries(3));
    expect(cache.pendingInvalidations).toBe(2);
    cuttable.mend();
    await eventually(() => cache.pendingInvalidations === 0);
    expect(await other.readMany(KEYS)).toEqual([null, null]);
  });

  it('tries again by itself when the store refuses', async () => {
    const { store, cuttable, cache } = shared();
    const other = cacheOn(store);
    await other.load(KEYS, async () => at(1));
    cuttable.refuse('refresh', 'invalidate');
    await cache.writeThrough(entries(2));
    expect(await cache.readMany(KEYS)).toEqual([null, null]);
    cuttable.accept('invalidate');
    await eventually(async () => expect(await other.readMany(KEYS)).toEqual([null, null]));
  });

  it('doubts a store that was away until others had time to deliver', async () => {
    const { store, cuttable } = shared();
    const cache = new VersionedCache({ store: cuttable.store, graceMs: 60 });
    await cacheOn(store).load(KEYS, async () => at(1));
    expect(cache.usesStore).toBe(true);
    cuttable.cut();
    cuttable.mend();
    expect(await cache.readMany(KEYS)).toEqual([null, null]);
    await eventually(() => cache.usesStore);
    expect(await cache.readMany(KEYS)).not.toContain(null);
  });
});
