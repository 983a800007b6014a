import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, backingServices, uniquePrefix } from '@tandem/testing';
import { Redis } from 'ioredis';
import { FakeShop, race } from '../test/fake-shop.js';
import { RedisStore } from './redis-store.js';
import { VersionedCache } from './versioned-cache.js';

describe('readers and writers that race over Redis', () => {
  const prefix = uniquePrefix('race');
  let redis: Redis;
  let caches: VersionedCache[];
  const parts = ['a', 'b', 'c'].map((name) => `${prefix}${name}`);
  const keysOf = (part: string) =>
    ['core', 'prices', 'images', 'specs'].map((name) => `${part}:${name}`);

  beforeAll(async () => {
    const url = new URL(backingServices().redis);
    url.pathname = '/4';
    redis = new Redis(url.href);
    caches = [1, 2, 3].map(
      () => new VersionedCache({ store: new RedisStore({ url: url.href, deadlineMs: 2_000 }) }),
    );
    await eventually(() => caches.every((cache) => cache.usesStore));
  });

  afterAll(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    redis.disconnect();
  });

  it('never show what was before a write that returned, evictions or not', async () => {
    const result = await race({
      shop: new FakeShop({ slowestRead: 15, seed: 11 }),
      caches,
      parts,
      keysOf,
      writes: 60,
      reads: 200,
      disturb: async (part) => {
        const keys = keysOf(part);
        await redis.del(...keys.slice(Date.now() % keys.length));
      },
    });
    expect(result.reads).toBe(24 * 200);
    expect(result.stale).toEqual([]);
    expect(caches.every((cache) => cache.usesStore && cache.pendingInvalidations === 0)).toBe(true);
  });

  it('show every list as new as the last write that returned', async () => {
    const shop = new FakeShop({ slowestRead: 10, seed: 5 });
    const list = { key: `${prefix}list`, generationKeys: [`${prefix}generation`] };
    let returned = 0;
    let running = true;
    const writer = async () => {
      for (let i = 0; i < 60; i += 1) {
        const version = shop.commit('shop');
        await caches[i % 3]!.bumpGenerations(list.generationKeys, `${prefix}${version}`);
        returned = Math.max(returned, version);
        await shop.read('shop', []);
      }
      running = false;
    };
    const stale: number[][] = [];
    let reads = 0;
    const reader = async (n: number) => {
      while (running) {
        const atLeast = returned;
        const json = await caches[n % 3]!.readList({
          ...list,
          loader: async () => JSON.stringify((await shop.read('shop', [])).version),
        });
        reads += 1;
        if (Number(json) < atLeast) stale.push([atLeast, Number(json)]);
      }
    };
    await Promise.all([writer(), ...Array.from({ length: 12 }, (_, n) => reader(n))]);
    expect(reads).toBeGreaterThan(200);
    expect(stale).toEqual([]);
  });
});
