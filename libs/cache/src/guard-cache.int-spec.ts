import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AVAILABILITY_GENERATION, PartStockEntry, affectedByPartChange } from '@tandem/contracts';
import { eventually, backingServices } from '@tandem/testing';
import pg from 'pg';
import { guardCache } from './guard-cache.js';
import type { RunningGuard } from './guard-cache.js';
import { RedisStore } from './redis-store.js';
import { VersionedCache } from './versioned-cache.js';

describe('a writer that can’t reach Redis', () => {
  const id = 1_000_000 + Math.floor(Math.random() * 1e9);
  const keys = [PartStockEntry.key(id)];
  const list = { key: `parts:list:guard-${id}`, generationKeys: [AVAILABILITY_GENERATION] };
  let database: pg.Client;
  let reader: VersionedCache;
  let writer: VersionedCache;
  let guard: RunningGuard;
  let committed = 1;

  const load = async () => ({ version: committed, values: [`"v${committed}"`] });
  const loadList = async () => JSON.stringify([committed]);
  const write = async (type: string) => {
    const version = committed + 1;
    await database.query('begin');
    await database.query('select pg_notify($1, $2)', [
      'tandem_changes',
      `tandem.inventory.stock|${id}|${version}|${type}`,
    ]);
    await database.query('commit');
    committed = version;
    await writer.writeThrough([{ key: keys[0]!, version, value: `"v${version}"` }]);
  };

  beforeAll(async () => {
    const url = new URL(backingServices().redis);
    url.pathname = '/4';
    database = new pg.Client({ connectionString: backingServices().postgres });
    await database.connect();
    reader = new VersionedCache({ store: new RedisStore({ url: url.href }) });
    writer = new VersionedCache({ store: new RedisStore({ url: 'redis://127.0.0.1:1/4' }) });
    guard = guardCache(reader, {
      databaseUrl: backingServices().postgres,
      affected: affectedByPartChange,
    });
    await eventually(() => reader.usesStore);
  });

  afterAll(async () => {
    await guard.stop();
    await Promise.all([reader.close(), writer.close(), database.end()]);
  });

  it('leaves no old stock or list on the other instances, with nothing but the database', async () => {
    for (let round = 0; round < 20; round += 1) {
      await reader.readGroup(keys, load);
      await reader.readList({ ...list, loader: loadList });
      await write('stock.depleted');
      await eventually(
        async () => {
          expect((await reader.readGroup(keys, load)).version).toBe(committed);
          expect(await reader.readList({ ...list, loader: loadList })).toBe(`[${committed}]`);
        },
        { everyMs: 1 },
      );
    }
    expect(writer.pendingInvalidations).toBe(1);
  });

  it('has its old entries removed for instances that start later', async () => {
    await reader.readGroup(keys, load);
    await write('stock.updated');
    const url = new URL(backingServices().redis);
    url.pathname = '/4';
    const late = new VersionedCache({ store: new RedisStore({ url: url.href }) });
    try {
      await eventually(() => late.usesStore);
      await eventually(async () => expect(await late.readMany(keys)).toEqual([null]));
    } finally {
      await late.close();
    }
  });

  it('is followed by the cache that it can’t hear: no guard, no belief', async () => {
    await guard.stop();
    guard = guardCache(reader, {
      databaseUrl: 'postgres://nobody:x@127.0.0.1:1/none',
      affected: affectedByPartChange,
    });
    expect(reader.usesStore).toBe(false);
    committed += 1;
    expect((await reader.load(keys, load)).version).toBe(committed);
  });
});
