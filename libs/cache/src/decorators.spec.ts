import { describe, expect, it } from '@jest/globals';
import { CuttableStore } from '../test/lagging-store.js';
import { CacheInvalidate, CacheResponse } from './decorators.js';
import type { CachedGroup } from './entry.js';
import { MemoryStore } from './memory-store.js';
import { VersionedCache } from './versioned-cache.js';

interface Saved {
  id: number;
  version: number;
  name: string;
}

class Shop {
  reads = 0;
  private version = 1;
  private name = 'Bolt';

  constructor(readonly cache: VersionedCache) {}

  @CacheResponse<[number, string?]>({
    keys: (id) => [`part:${id}`],
    ttl: 60,
    when: (_id, preview) => preview === undefined,
  })
  async part(_id: number, _preview?: string): Promise<CachedGroup> {
    this.reads += 1;
    return { version: this.version, values: [JSON.stringify(this.name)] };
  }

  @CacheResponse<[]>({
    list: () => ({ key: 'parts:list:all', generationKeys: ['parts:list:generation'] }),
  })
  async list(): Promise<string> {
    this.reads += 1;
    return JSON.stringify([this.name]);
  }

  @CacheInvalidate<[number, string], Saved>({
    when: (saved) => saved.version > 0,
    effects: ({ id, version, name }) => ({
      entries: [{ key: `part:${id}`, version, value: JSON.stringify(name) }],
      generations: ['parts:list:generation'],
    }),
  })
  async rename(id: number, name: string): Promise<Saved> {
    if (name === '') throw new Error('a part needs a name');
    this.version += 1;
    this.name = name;
    return { id, version: this.version, name };
  }
}

describe('methods with cache decorators', () => {
  it('read once and see a write as soon as it returned', async () => {
    const shop = new Shop(new VersionedCache({ store: new MemoryStore() }));
    await shop.part(1);
    await shop.list();
    expect([await shop.part(1), await shop.list()]).toEqual([
      { version: 1, values: ['"Bolt"'] },
      '["Bolt"]',
    ]);
    expect(shop.reads).toBe(2);
    expect(await shop.rename(1, 'Nut')).toEqual({ id: 1, version: 2, name: 'Nut' });
    expect([await shop.part(1), await shop.list()]).toEqual([
      { version: 2, values: ['"Nut"'] },
      '["Nut"]',
    ]);
    expect(shop.reads).toBe(3);
  });

  it('go past the cache when the condition says so', async () => {
    const shop = new Shop(new VersionedCache({ store: new MemoryStore() }));
    await shop.part(1, 'preview');
    await shop.part(1, 'preview');
    expect(shop.reads).toBe(2);
  });

  it('tell the cache nothing of a write that failed', async () => {
    const shop = new Shop(new VersionedCache({ store: new MemoryStore() }));
    await shop.part(1);
    await expect(shop.rename(1, '')).rejects.toThrow('a part needs a name');
    await shop.part(1);
    expect(shop.reads).toBe(1);
  });

  it('do not fail a write because the cache is away', async () => {
    const cuttable = new CuttableStore(new MemoryStore());
    const shop = new Shop(new VersionedCache({ store: cuttable.store }));
    cuttable.cut();
    expect(await shop.rename(1, 'Nut')).toMatchObject({ version: 2 });
    expect(await shop.part(1)).toEqual({ version: 2, values: ['"Nut"'] });
  });
});
