import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, uniquePrefix } from '@tandem/testing';
import { FakeShop, race } from '../test/fake-shop.js';
import type { RaceResult } from '../test/fake-shop.js';
import { RedisServer } from '../test/redis-server.js';
import { SentinelGroup } from '../test/sentinel-group.js';
import { RedisStore } from './redis-store.js';
import { VersionedCache } from './versioned-cache.js';

// Real: redis-server, one primary, one replica, three Sentinels.
describe('a Redis that is replaced by its replica', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const group = async () => {
    const started = await SentinelGroup.start();
    ends.push(() => started.stop());
    return started;
  };
  const server = async (starting: Promise<RedisServer>) => {
    const started = await starting;
    ends.push(() => started.stop());
    return started;
  };
  /** An outage would let answers be half a second old (decision 0026): here each has to be exact all the while. */
  const cacheAt = async (url: string) => {
    const cache = new VersionedCache({ store: new RedisStore({ url }), awayAfterMs: 600_000 });
    ends.push(() => cache.close());
    await eventually(() => cache.usesStore);
    return cache;
  };
  /** A part that is in the cache, and what a cache says of it. */
  const cached = async (cache: VersionedCache) => {
    const shop = new FakeShop();
    const part = uniquePrefix('failover');
    const keys = [part, `${part}:prices`];
    shop.commit(part);
    const read = async (by: VersionedCache) =>
      (await by.readGroup(keys, () => shop.read(part, keys))).version;
    expect(await read(cache)).toBe(1);
    await eventually(async () => expect(await cache.readMany(keys)).not.toContain(null));
    return { keys, read, write: (by: VersionedCache) => shop.write(part, keys, by) };
  };

  it('that lacks the last writes: nobody is told what they replaced', async () => {
    const { url, primary, replica } = await group();
    const [writer, reader] = [await cacheAt(url), await cacheAt(url)];
    const { keys, read, write } = await cached(reader);
    await primary.command((redis) => redis.wait(1, 0));
    await replica.command((redis) => redis.replicaof('127.0.0.1', 1));
    expect(await write(writer)).toBe(2);
    expect(await read(reader)).toBe(2);

    await primary.kill();
    await eventually(() => writer.usesStore && reader.usesStore);
    // The danger is there: the new primary still holds what was replaced.
    const held = await replica.command((redis) => redis.mget(keys));
    expect(held.map((raw) => raw?.split('|')[2])).toEqual(['1', '1']);
    // Neither who saw the write nor who comes only now gets it.
    expect(await read(await cacheAt(url))).toBe(2);
    expect(await read(reader)).toBe(2);
  });

  it('under writes and reads at full speed: no read misses a write that had returned', async () => {
    const { url, primary, replica } = await group();
    const caches = [await cacheAt(url), await cacheAt(url), await cacheAt(url)];
    const prefix = uniquePrefix('failover');
    const some = {
      caches,
      parts: ['a', 'b', 'c'].map((name) => `${prefix}${name}`),
      keysOf: (part: string) => [part, `${part}:prices`],
      writes: 10,
      reads: 40,
      shop: new FakeShop({ seed: 7 }),
    };
    const stale: RaceResult['stale'] = [];
    let rounds = 0;
    const round = async () => {
      stale.push(...(await race(some)).stale);
      rounds += 1;
    };
    await round();
    const killed = round().then(() => round());
    await primary.kill();
    await killed;
    while (!caches.every((cache) => cache.usesStore)) await round();
    await round();
    expect(stale).toEqual([]);
    expect(await replica.command((redis) => redis.role())).toContain('master');
    expect(rounds).toBeGreaterThan(3);
  });

  it('and gets its place back without a restart: what it held the first time is not believed', async () => {
    const first = await server(RedisServer.start());
    const second = await server(RedisServer.replicaOf(first));
    const { keys, read, write } = await cached(await cacheAt(first.url));
    await first.command((redis) => redis.wait(1, 0));
    await second.command((redis) => redis.replicaof('NO', 'ONE'));
    const writer = await cacheAt(first.url);
    // Only the first hears of it, and forgets it with all that the second, which lacks it, does not have.
    expect(await write(writer)).toBe(2);
    await writer.close();
    await first.command((redis) => redis.replicaof('127.0.0.1', second.port));
    await first.inStep();
    await first.command((redis) => redis.replicaof('NO', 'ONE'));

    const held = await first.command((redis) => redis.mget(keys));
    expect(held.map((raw) => raw?.split('|')[2])).toEqual(['1', '1']);
    expect(await read(await cacheAt(first.url))).toBe(2);
  });

  it('or gets a replica while it is in use: who came before and who comes after agree', async () => {
    const primary = await server(RedisServer.start());
    const before = await cacheAt(primary.url);
    // To Redis the history of its data begins anew with the first replica.
    await server(RedisServer.replicaOf(primary));
    const after = await cacheAt(primary.url);
    const { read, write } = await cached(after);
    expect(await write(before)).toBe(2);
    expect(await read(after)).toBe(2);
    await eventually(() => !before.usesStore, { everyMs: 5 });
    await eventually(() => before.usesStore);
    const shared = await cached(after);
    let reads = 0;
    await before.readGroup(shared.keys, async () => ((reads += 1), { version: 1, values: [] }));
    expect(reads).toBe(0);
  });

  it('or is only a replica: it is not used', async () => {
    const primary = await server(RedisServer.start());
    const replica = await server(RedisServer.replicaOf(primary));
    const cache = new VersionedCache({ store: new RedisStore({ url: replica.url }) });
    ends.push(() => cache.close());
    await cacheAt(primary.url);
    expect(cache.usesStore).toBe(false);
    await replica.command((redis) => redis.replicaof('NO', 'ONE'));
    await eventually(() => cache.usesStore);
  });
});
