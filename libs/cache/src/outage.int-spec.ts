import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, uniquePrefix } from '@tandem/testing';
import { FakeShop } from '../test/fake-shop.js';
import { RedisServer } from '../test/redis-server.js';
import { RedisStore } from './redis-store.js';
import { VersionedCache } from './versioned-cache.js';

describe('a Redis that dies, freezes and comes back', () => {
  let server: RedisServer;
  let shop: FakeShop;
  let part: string;
  let caches: VersionedCache[];
  const keys = () => [part, `${part}:prices`];
  const read = (cache: VersionedCache) => cache.readGroup(keys(), () => shop.read(part, keys()));

  beforeAll(async () => {
    server = await RedisServer.start();
    const open = () => new VersionedCache({ store: new RedisStore({ url: server.url }) });
    caches = [open(), open()];
  });

  beforeEach(async () => {
    shop = new FakeShop();
    part = uniquePrefix('outage');
    await eventually(() => caches.every((cache) => cache.usesStore));
    shop.commit(part);
    await Promise.all(caches.map(read));
  });

  afterAll(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    await server.stop();
  });

  /** Reads on and on until stopped; tells how many answers there were so far. */
  const readOn = (cache: VersionedCache) => {
    let running = true;
    let answers = 0;
    const loop = async () => {
      while (running) {
        await read(cache);
        answers += 1;
        await new Promise(setImmediate);
      }
    };
    const done = loop();
    return {
      answers: () => answers,
      stop: async () => {
        running = false;
        await done;
      },
    };
  };

  it('answers all the while, and never from the snapshot that a restart brought back', async () => {
    const [writer, reader] = caches as [VersionedCache, VersionedCache];
    await server.save();
    const reading = readOn(reader);
    await server.kill();
    await eventually(() => !reader.usesStore);
    const answered = reading.answers();
    await eventually(() => reading.answers() > answered + 10);
    const version = await shop.write(part, keys(), writer);
    await server.start();
    await eventually(() => caches.every((cache) => cache.usesStore));
    expect((await read(reader)).version).toBe(version);
    expect((await read(writer)).version).toBe(version);
    await reading.stop();
    await eventually(() => writer.pendingInvalidations === 0);
    const reads = shop.reads;
    await read(reader);
    expect(shop.reads).toBe(reads);
  });

  it('that comes back with old data is not believed, even if the writer is gone', async () => {
    const open = () => new VersionedCache({ store: new RedisStore({ url: server.url }) });
    const [writer, late] = [open(), open()];
    await eventually(() => writer.usesStore && late.usesStore);
    await server.save();
    await server.kill();
    const version = await shop.write(part, keys(), writer);
    await writer.close();
    await server.start();
    await eventually(() => late.usesStore);
    expect((await read(late)).version).toBe(version);
    await late.close();
  });

  it('is given up after its deadline when it hangs, and used again when it goes on', async () => {
    const [writer, reader] = caches as [VersionedCache, VersionedCache];
    server.freeze();
    const version = await shop.write(part, keys(), writer);
    expect((await read(writer)).version).toBe(version);
    await read(reader);
    expect(caches.some((cache) => cache.usesStore)).toBe(false);
    server.thaw();
    await eventually(() => caches.every((cache) => cache.usesStore));
    // The server still held the old entry: the writer delivered before the reader believed again.
    expect((await read(reader)).version).toBe(version);
  });

  it('that loses everything loses no write', async () => {
    const [writer, reader] = caches as [VersionedCache, VersionedCache];
    await server.command((redis) => redis.flushall());
    const version = await shop.write(part, keys(), writer);
    expect((await read(reader)).version).toBe(version);
  });
});
