import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TcpProxy, eventually, redisOf } from '@tandem/testing';
import { Redis } from 'ioredis';
import { SharedLimit } from './shared-limit.js';

const WINDOW_MS = 1_000;
const LIMIT = 60;
const SETTINGS = {
  limit: LIMIT,
  windowMs: WINDOW_MS + 20,
  instances: 3,
  flightMs: 500,
  silenceMs: 400,
};

// Real here: Redis, its connections, and a network between them that is cut. A minute is a second.
describe('the limit of requests that instances share', () => {
  let proxies: TcpProxy[];
  let redises: Redis[];
  let limits: SharedLimit[];
  let admin: Redis;
  let arrivals: { at: number; by: number }[];
  let isOver: boolean;
  let asking: Promise<unknown>[];
  let reports: NodeJS.Timeout;

  beforeAll(() => {
    admin = new Redis(redisOf('sync-gateway'), { keyPrefix: PREFIX });
  });
  afterAll(() => admin.disconnect());

  beforeEach(async () => {
    await forget();
    [arrivals, asking, isOver] = [[], [], false];
    proxies = await Promise.all([1, 2, 3].map(() => TcpProxy.inFrontOf(redisOf('sync-gateway'))));
    redises = proxies.map((proxy) => connect(proxy.through(redisOf('sync-gateway'))));
    await eventually(() => expect(redises.every(({ status }) => status === 'ready')).toBe(true));
    limits = redises.map((redis) => new SharedLimit({ ...SETTINGS, redis }));
    await Promise.all(limits.map((limit) => limit.report()));
    reports = setInterval(() => limits.forEach((limit) => void limit.report()), 100);
  });
  afterEach(async () => {
    isOver = true;
    await Promise.all(asking);
    clearInterval(reports);
    for (const redis of redises) redis.disconnect();
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  const forget = () =>
    admin.del('sync:g2a:requests', 'sync:g2a:pace', 'sync:g2a:instances').then(() => undefined);

  /** Asks as fast as it is let; a request is heard a while after it was let through, and answered a while later. */
  function hurry(by: number): void {
    const ask = async () => {
      while (!isOver) {
        const taken = await limits[by]!.take(1, false);
        if (typeof taken === 'number') {
          await pause(Math.min(taken, 15));
          continue;
        }
        await pause(Math.random() * 100);
        arrivals.push({ at: performance.now(), by });
        await pause(Math.random() * 50);
        limits[by]!.answered(taken);
      }
    };
    for (let n = 0; n < 15; n += 1) asking.push(ask());
  }

  const madeBy = (by: number) => arrivals.filter((one) => one.by === by).length;
  function greatest(): number {
    const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
    let [most, from] = [0, 0];
    times.forEach((at, n) => {
      while (times[from]! <= at - WINDOW_MS) from += 1;
      most = Math.max(most, n - from + 1);
    });
    return most;
  }
  const made = (more: number, by?: number) => {
    const before = by === undefined ? arrivals.length : madeBy(by);
    const now = () => (by === undefined ? arrivals.length : madeBy(by));
    return eventually(() => expect(now()).toBeGreaterThanOrEqual(before + more), {
      timeoutMs: 60_000,
    });
  };

  it('is kept by three that hurry', async () => {
    limits.forEach((_, by) => hurry(by));
    await made(4 * LIMIT);
    expect(greatest()).toBeLessThanOrEqual(LIMIT);
    for (const by of [0, 1, 2]) expect(madeBy(by)).toBeGreaterThan(0);
  });

  it('is kept while one is without Redis, which goes on with its part, and when it is back', async () => {
    limits.forEach((_, by) => hurry(by));
    await made(LIMIT);
    proxies[2]!.cut();
    await made(2 * (LIMIT / 3), 2);
    await made(LIMIT, 0);
    proxies[2]!.restore();
    await eventually(() => expect(redises[2]!.status).toBe('ready'));
    await made(2 * LIMIT);
    expect(greatest()).toBeLessThanOrEqual(LIMIT);
  });

  it('is kept without any Redis, and when an empty one comes', async () => {
    limits.forEach((_, by) => hurry(by));
    await made(LIMIT);
    for (const proxy of proxies) proxy.cut();
    await made(2 * LIMIT);
    await forget();
    for (const proxy of proxies) {
      proxy.restore();
      await made(LIMIT / 3);
    }
    await made(2 * LIMIT);
    expect(greatest()).toBeLessThanOrEqual(LIMIT);
  });

  it('leaves to those who may use all of it what others may not', async () => {
    const [limit] = limits;
    const takeAll = async (share: number) => {
      let taken = 0;
      while (typeof (await limit!.take(share, false)) !== 'number') taken += 1;
      return taken;
    };
    expect(await takeAll(0.7)).toBe(37);
    expect(await takeAll(0.7)).toBe(0);
    expect(await takeAll(1)).toBe(17);
  });

  it('is spread evenly for those who only follow the catalogue', async () => {
    let taken = 0;
    while (typeof (await limits[0]!.take(0.7, true)) !== 'number') taken += 1;
    expect(taken).toBe(3);
  });
});

const PREFIX = `limit-spec-${process.pid}:`;

function connect(url: string): Redis {
  const redis = new Redis(url, {
    keyPrefix: PREFIX,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    retryStrategy: () => 20,
  });
  redis.on('error', () => undefined);
  return redis;
}
