import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { affectedByPartChange } from '@tandem/contracts';
import { eventually, backingServices, uniquePrefix } from '@tandem/testing';
import pg from 'pg';
import { RedisServer } from '../test/redis-server.js';
import { guardCache } from './guard-cache.js';
import type { RunningGuard } from './guard-cache.js';
import { RedisStore } from './redis-store.js';
import { VersionedCache } from './versioned-cache.js';

/** How many writes each disturbance is watched for. */
const WRITES = 200;

describe('readers of a shop where nothing is broken, only busy', () => {
  const prefix = uniquePrefix('busy');
  const keys = [`${prefix}:core`, `${prefix}:prices`];
  const list = { key: `${prefix}:list`, generationKeys: [`${prefix}:generation`] };
  let server: RedisServer;
  let readers: VersionedCache[];
  let writer: VersionedCache;
  let guards: RunningGuard[];
  let admin: pg.Client;
  let committed = 1;
  let answered = 1;

  const readPart = async () => {
    const version = committed;
    await pause(1);
    return { version, values: [`"core ${version}"`, `"price ${version}"`] };
  };
  const readList = async () => {
    const version = committed;
    await pause(1);
    return String(version);
  };

  beforeAll(async () => {
    server = await RedisServer.start();
    const open = () => new VersionedCache({ store: new RedisStore({ url: server.url }) });
    readers = [open(), open()];
    writer = open();
    admin = new pg.Client({ connectionString: backingServices().postgres });
    await admin.connect();
    const databaseUrl = backingServices().postgres;
    guards = readers.map((cache) =>
      guardCache(cache, { databaseUrl, affected: affectedByPartChange }),
    );
    await eventually(() => [...readers, writer].every((cache) => cache.usesStore));
  });

  afterAll(async () => {
    await Promise.all(guards.map((guard) => guard.stop()));
    await Promise.all([...readers, writer].map((cache) => cache.close()));
    await admin.end();
    await server.stop();
  });

  /** Writes and reads at full speed while something disturbs; tells the reads that missed a write. */
  async function readWhile(disturb: (write: number) => Promise<void> | void): Promise<string[]> {
    const stale: string[] = [];
    let running = true;
    const readOn = async (cache: VersionedCache) => {
      while (running) {
        const least = answered;
        const group = await cache.readGroup(keys, readPart);
        if (group.version < least) stale.push(`part ${group.version} < ${least}`);
        const leastListed = answered;
        const listed = Number(await cache.readList({ ...list, loader: readList }));
        if (listed < leastListed) stale.push(`list ${listed} < ${leastListed}`);
        await new Promise(setImmediate);
      }
    };
    const reading = readers.flatMap((cache) => [readOn(cache), readOn(cache), readOn(cache)]);
    for (let write = 0; write < WRITES; write += 1) {
      await disturb(write);
      const version = (committed += 1);
      await writer.writeThrough(
        keys.map((key, i) => ({ key, version, value: `"${i ? 'price' : 'core'} ${version}"` })),
      );
      await writer.bumpGenerations(list.generationKeys, `${prefix}${version}`);
      // Only a write that the store took is one of a shop where nothing is broken.
      await eventually(() => writer.pendingInvalidations === 0);
      answered = version;
      await pause(2);
    }
    running = false;
    await Promise.all(reading);
    return stale;
  }

  /** One turn of the event loop after the other takes longer than the guard's beat may. */
  const standStill = async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await new Promise(setImmediate);
      const until = performance.now() + 500;
      while (performance.now() < until);
    }
  };

  it('see every write that returned while their event loop stands still again and again', async () => {
    expect(
      await readWhile(async (write) => {
        if (write % 100 === 10) await standStill();
      }),
    ).toEqual([]);
  });

  it('see every write that returned while the guards’ connections are cut', async () => {
    let cuts = 0;
    const cut = async (write: number) => {
      if (write % 20 !== 0) return;
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'tandem-listener' and datname = current_database()`,
      );
      cuts += rowCount ?? 0;
    };
    expect(await readWhile(cut)).toEqual([]);
    expect(cuts).toBeGreaterThan(0);
  });

  it('see every write that returned while their connections to Redis are cut', async () => {
    const cut = async (write: number) => {
      if (write % 20 !== 0) return;
      await server.command((redis) => redis.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes'));
      await eventually(() => writer.usesStore);
    };
    expect(await readWhile(cut)).toEqual([]);
  });
});
