import { describe, expect, it } from '@jest/globals';
import { FakeShop, race } from '../test/fake-shop.js';
import { lagging } from '../test/lagging-store.js';
import { MemoryStore } from './memory-store.js';
import { VersionedCache } from './versioned-cache.js';

describe('readers and writers that race', () => {
  const keysOf = (part: string) => ['core', 'prices', 'images'].map((name) => `${part}:${name}`);

  it.each([1, 2, 3])('never show what was before a write that returned (run %i)', async (seed) => {
    const shop = new FakeShop({ slowestRead: 12, seed });
    const shared = new MemoryStore();
    const result = await race({
      shop,
      caches: [1, 2, 3].map(() => new VersionedCache({ store: lagging(shared, shop.random) })),
      parts: ['part:1', 'part:2', 'part:3'],
      keysOf,
      writes: 15,
      reads: 60,
      // What is evicted must not make room for an older value.
      disturb: async (part) => {
        for (const key of keysOf(part)) await shared.put(key, 'evicted', 60);
      },
    });
    expect(result.reads).toBe(24 * 60);
    expect(result.stale).toEqual([]);
  });

  it('share the work of reading the database', async () => {
    const shop = new FakeShop({ slowestRead: 4 });
    const cache = new VersionedCache({ store: new MemoryStore() });
    const result = await race({
      shop,
      caches: [cache],
      parts: ['part:1'],
      keysOf,
      writes: 1,
      reads: 100,
    });
    expect(result.stale).toEqual([]);
    expect(shop.reads).toBeLessThan(result.reads / 20);
  });
});
