import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { PartEntry } from '@tandem/contracts';
import { eventually, redisOf } from '@tandem/testing';
import { Redis } from 'ioredis';
import { Shop, type Json } from '../testing/shop.js';
import { PopularReads } from './popular-reads.js';
import { WarmCache } from './warm-cache.js';

const STAFF = { roles: ['operator'], permissions: ['events:read', 'events:write'] };

/** Real: PostgreSQL, Redis and the jobs. Ten parts, of which the cache is warmed with two. */
describe('the cache is warmed with what shoppers read most', () => {
  let shop: Shop;
  let redis: Redis;
  let ids: number[];

  beforeAll(async () => {
    shop = await Shop.open({ redis: true, env: { CATALOG_WARM_PARTS: '2' } });
    redis = new Redis(redisOf('catalog'));
    ids = [];
    for (let n = 0; n < 10; n += 1) ids.push((await shop.part()).id as number);
  });
  afterAll(async () => {
    await redis?.quit();
    await shop?.close();
  });
  // Jobs of the service begin anew in each test's data: what was read before does not count.
  beforeEach(() => shop.database.query('truncate catalog.popular_reads, catalog.cache_reads'));

  const staff = async (method: string, path: string) =>
    shop.call<Json>(method, path, { as: { token: await shop.tokens.tokenFor(STAFF) } });
  const note = () => shop.instances[0]!.app.get(PopularReads).note();
  const cached = async () => {
    const found = await Promise.all(ids.map((id) => redis.exists(PartEntry.key(id))));
    return ids.filter((_, at) => found[at]);
  };
  /** The cache loses everything and is warmed. Once more if that fell into the warming that begins with the service. */
  const warmedAnew = (check: () => Promise<void>) =>
    eventually(async () => {
      await redis.flushdb();
      await shop.instances[0]!.app.get(WarmCache).warmNow();
      await check();
    });

  it('with an old part that many read, before one that is new', async () => {
    const [favourite] = ids as [number];
    for (let n = 0; n < 3; n += 1) await shop.shopper(`/parts/${favourite}`);
    await note();
    await warmedAnew(async () => expect(await cached()).toEqual([favourite, ids.at(-1)]));
  });

  it('with a list that many read, and keeps nothing of what people typed', async () => {
    await shop.shopper('/parts?sort=price_asc&limit=7');
    await shop.shopper('/parts?limit=7&sort=price_asc');
    await shop.shopper('/parts?q=my+secret+wish');
    await note();
    const { body } = await staff('GET', '/admin/cache');
    expect(body.popular).toEqual([
      {
        kind: 'list',
        part_id: null,
        part_name: null,
        filters: { limit: 7, sort: 'price_asc' },
        reads: 2,
      },
    ]);
    const lists = async () => (await redis.keys('parts:list:*')).length;
    // The three first pages, and this one.
    await warmedAnew(async () => expect(await lists()).toBeGreaterThanOrEqual(4));
  });

  it('when staff ask for it', async () => {
    await redis.flushdb();
    await eventually(async () => {
      expect((await staff('POST', '/admin/cache/warm')).status).toBe(202);
      expect(await cached()).toContain(ids.at(-1));
    });
  });

  it('whose reads were told by two instances at once', async () => {
    await shop.start();
    const [a, b] = ids as [number, number];
    for (const instance of [0, 1])
      for (const id of [a, b, b]) await shop.shopper(`/parts/${id}`, {}, instance);
    await Promise.all(shop.instances.map(({ app }) => app.get(PopularReads).note()));
    const { body } = await staff('GET', '/admin/cache');
    expect(body.popular.map((one: Json) => [one.part_id, one.reads])).toEqual([
      [b, 4],
      [a, 2],
    ]);
  });

  it('and says how much of each kind it answered', async () => {
    const [id] = ids as [number];
    await note();
    await shop.database.query('truncate catalog.cache_reads');
    await redis.flushdb();
    for (let n = 0; n < 4; n += 1) await shop.shopper(`/parts/${id}`);
    await note();
    await warmedAnew(async () => expect(await cached()).not.toEqual([]));
    await note();
    const { body } = await staff('GET', '/admin/cache');
    expect(body).toMatchObject({ store: 'redis', is_used: true, pending_invalidations: 0 });
    const part = body.kinds.find(({ kind }: Json) => kind === 'part');
    expect(part).toMatchObject({ reads_last_hour: 4, hit_rate_last_hour: 0.75 });
  });

  it('but forgets what nobody has read for two weeks, and keeps no more than so many', async () => {
    await shop.database.query(
      `insert into catalog.popular_reads
        select 'part:' || n, n, clock_timestamp() - case when n > 3000 then interval '15 days' else interval '0' end
          from generate_series(1, 3001) n`,
    );
    await shop.instances[0]!.app.get(Retention).run('forget-reads');
    const [kept] = await shop.database.query<{ parts: number; least: number }>(
      'select count(*)::integer as parts, min(reads) as least from catalog.popular_reads',
    );
    expect(kept).toEqual({ parts: 2000, least: 1001 });
  });

  it('is for those who may', async () => {
    expect((await shop.editor('GET', '/cache')).status).toBe(403);
    expect((await shop.editor('POST', '/cache/warm')).status).toBe(403);
  });
});
