import { describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { CuttableStore } from '../test/lagging-store.js';
import { MemoryStore } from './memory-store.js';
import { VersionedCache } from './versioned-cache.js';

const GENERATION = 'parts:list:generation';
const read = (cache: VersionedCache, loader: () => Promise<string>) =>
  cache.readList({ key: 'parts:list:abc', generationKeys: [GENERATION], loader });

describe('a list in the cache', () => {
  it('is loaded once for its generation, and again after a bump in any process', async () => {
    const store = new MemoryStore();
    const [reader, writer] = [1, 2].map(() => new VersionedCache({ store })) as [
      VersionedCache,
      VersionedCache,
    ];
    let loads = 0;
    const loader = async () => `[${(loads += 1)}]`;
    expect(await read(reader, loader)).toBe('[1]');
    expect(await read(writer, loader)).toBe('[1]');
    await writer.bumpGenerations([GENERATION]);
    expect(await read(reader, loader)).toBe('[2]');
    expect(await read(reader, loader)).toBe('[2]');
  });

  it('is not believed again when its generation was evicted', async () => {
    const store = new MemoryStore({ maxEntries: 2 });
    const cache = new VersionedCache({ store });
    await read(cache, async () => '["old"]');
    await store.put('other', 'x', 60);
    expect(await read(cache, async () => '["new"]')).toBe('["new"]');
  });

  it('read before a bump does not count as read after it', async () => {
    const cache = new VersionedCache({ store: new MemoryStore() });
    const slow = Promise.withResolvers<string>();
    let started = false;
    const early = read(cache, () => ((started = true), slow.promise));
    await eventually(() => started);
    await cache.bumpGenerations([GENERATION]);
    const late = read(cache, async () => '["new"]');
    expect(await late).toBe('["new"]');
    slow.resolve('["old"]');
    expect(await early).toBe('["old"]');
    expect(await read(cache, async () => '["newer"]')).not.toBe('["old"]');
  });

  it('is loaded once for readers that come together', async () => {
    const cache = new VersionedCache({ store: new MemoryStore() });
    let loads = 0;
    const lists = Array.from({ length: 20 }, () =>
      read(cache, async () => ((loads += 1), '["one"]')),
    );
    expect(new Set(await Promise.all(lists))).toEqual(new Set(['["one"]']));
    expect(loads).toBe(1);
  });

  it('is not taken from a store that has not heard of this process’s bump', async () => {
    const cuttable = new CuttableStore(new MemoryStore());
    const cache = new VersionedCache({ store: cuttable.store });
    await read(cache, async () => '["old"]');
    cuttable.refuse('bump');
    await cache.bumpGenerations([GENERATION]);
    expect(await read(cache, async () => '["new"]')).toBe('["new"]');
    cuttable.accept('bump');
    await eventually(() => cache.pendingInvalidations === 0);
    expect(await read(cache, async () => '["newer"]')).toBe('["newer"]');
    expect(await read(cache, async () => 'not asked')).toBe('["newer"]');
  });

  it('is loaded anew for who comes during a load, while the store is in doubt', async () => {
    const cache = new VersionedCache({ store: new MemoryStore() });
    cache.guardChanged('down');
    const slow = Promise.withResolvers<string>();
    const early = read(cache, () => slow.promise);
    let loads = 0;
    const late = Array.from({ length: 5 }, () =>
      read(cache, async () => ((loads += 1), '["new"]')),
    );
    slow.resolve('["old"]');
    expect(await early).toBe('["old"]');
    expect(new Set(await Promise.all(late))).toEqual(new Set(['["new"]']));
    expect(loads).toBe(1);
    expect(await read(cache, async () => '["newer"]')).toBe('["newer"]');
  });
});
