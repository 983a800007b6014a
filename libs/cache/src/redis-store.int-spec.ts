import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, backingServices } from '@tandem/testing';
import { Redis } from 'ioredis';
import { describeStoreRules } from '../test/store-rules.js';
import { RedisStore } from './redis-store.js';

describe('the store in Redis', () => {
  let store: RedisStore;
  let redis: Redis;

  beforeAll(async () => {
    const url = new URL(backingServices().redis);
    url.pathname = '/4';
    redis = new Redis(url.href);
    store = new RedisStore({ url: url.href });
    await eventually(() => expect(store.up).toBe(true));
  });

  afterAll(async () => {
    await store.close();
    redis.disconnect();
  });

  describeStoreRules(() => store);

  const fill = async (key: string, version: number): Promise<boolean> => {
    const [answer] = await store.acquire([{ keys: [key], minimums: [0] }]);
    if (answer?.kind !== 'lease') return false;
    const [accepted] = await store.fill([
      { keys: [key], token: answer.token, version, values: ['"x"'], ttlSeconds: 60 },
    ]);
    return accepted!;
  };

  it('lets every entry, lease and generation expire', async () => {
    const at = `ttl:${Date.now()}`;
    await fill(`${at}:entry`, 1);
    await store.acquire([{ keys: [`${at}:lease`], minimums: [0] }]);
    await store.refresh([{ key: `${at}:lease`, version: 2, value: null }]);
    await store.generations([`${at}:generation`]);
    await store.bump([`${at}:generation`], [`${at}:change`]);
    const names = ['entry', 'lease', 'generation'].map((name) => `${at}:${name}`);
    for (const key of [...names, `cache:change:${at}:change`])
      expect(await redis.pttl(key)).toBeGreaterThan(0);
  });

  it('treats entries of another life of the server as missing', async () => {
    const key = `epoch:${Date.now()}`;
    await redis.set(key, '0000000000|1|99|"old"', 'EX', 60);
    expect(await fill(key, 3)).toBe(true);
  });

  it('compares versions with another release, and does not read its payload', async () => {
    const key = `format:${Date.now()}`;
    await fill(key, 3);
    const raw = (await redis.get(key))!.replace('|1|3|', '|2|3|');
    await redis.set(key, raw, 'EX', 60);
    expect((await store.mget([key]))[0]!.startsWith(store.stamp)).toBe(false);
    await store.invalidate([{ key, version: 4 }]);
    expect(await redis.exists(key)).toBe(0);
  });

  it('loads its scripts again after somebody flushed them', async () => {
    await redis.script('FLUSH');
    expect(await fill(`flushed:${Date.now()}`, 1)).toBe(true);
  });
});
