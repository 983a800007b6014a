import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { metricsText } from '@tandem/observability';
import { Shop, type Json } from '../testing/shop.js';

const eur = (amount: string): Json => ({ amount, currency: 'EUR' });
const DAY_SECONDS = 86_400;
const AHEAD = new Date(Date.now() + 30 * 86_400_000).toISOString();

/** Real: two instances of catalog on PostgreSQL, with the rights of the service, and their jobs. */
describe('the walk that removes what parts once were', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({
      instances: 2,
      env: { CATALOG_VERSIONS_KEPT: '10', CATALOG_PRICES_KEPT: '10' },
    });
  });
  afterAll(() => shop?.close());

  const clear = (instance = 0) =>
    shop.instances[instance]!.app.get(Retention).run('forget-part-history');
  const put = async (id: number, fields: Json): Promise<void> => {
    expect((await shop.editor('PUT', `/parts/${id}`, fields)).status).toBe(200);
  };
  const pricesUpTo = async (id: number, from: number, to: number): Promise<void> => {
    for (let n = from; n <= to; n += 1) await put(id, { price: eur(`${n}.00`) });
  };
  const earlier = (days: number) =>
    shop.database.query(
      `update catalog.part_content_versions set created_at = created_at - $1 * interval '1 day'`,
      [days],
    );
  const versionsOf = async (id: number): Promise<number[]> => {
    const { body } = await shop.editor('GET', `/parts/${id}/versions?limit=100`);
    return body.items.map((one: Json) => one.version_number);
  };
  const fromTo = (from: number, to: number): number[] =>
    Array.from({ length: from - to + 1 }, (_, n) => from - n);
  /** Many versions of long ago, put under those of a part by hand. */
  const longPast = (id: number, count: number) =>
    shop.database.query(
      `insert into catalog.part_content_versions
         (id, part_id, version_number, content_snapshot, event_type, is_active, created_at)
       select gen_random_uuid(), $1, n, v.content_snapshot, v.event_type, false, now() - interval '400 days'
         from catalog.part_content_versions v, generate_series(1, $2::integer) n
        where v.part_id = $1 and v.version_number = $2 + 1`,
      [id, count],
    );

  it('leaves the newest plan of a part as long as it is planned, and no longer', async () => {
    const { id } = await shop.part({ status: 'draft' });
    await put(id, { publish_at: AHEAD });
    await pricesUpTo(id, 3, 15);
    await earlier(400);
    await clear();
    expect(await versionsOf(id)).toEqual([...fromTo(15, 6), 2]);
    await put(id, { publish_at: null });
    await pricesUpTo(id, 17, 27);
    await earlier(400);
    await clear();
    expect(await versionsOf(id)).toEqual(fromTo(27, 18));
  });

  it('leaves the version that began a sale while the sale goes on', async () => {
    const { id } = await shop.part({ price: eur('20.00') });
    await put(id, { sale: { price: eur('0.50'), until: AHEAD } });
    for (let n = 3; n <= 15; n += 1) await put(id, { part_name: `Part ${n}` });
    await earlier(400);
    await clear();
    expect(await versionsOf(id)).toEqual([...fromTo(15, 6), 2]);
  });

  it('is gone by two instances at once: each old version goes, none of the newest does', async () => {
    const parts = await Promise.all([1, 2, 3].map(() => shop.part({})));
    for (const { id } of parts) {
      await pricesUpTo(id, 2, 11);
      await shop.database.query(
        `update catalog.part_content_versions set version_number = version_number + 1500 where part_id = $1;`,
        [id],
      );
      await shop.database.query('update catalog.parts set version = version + 1500 where id = $1', [
        id,
      ]);
    }
    for (const { id } of parts) await longPast(id, 1_500);
    await Promise.all([clear(0), clear(1), clear(0), clear(1)]);
    for (const { id } of parts) expect(await versionsOf(id)).toEqual(fromTo(1_511, 1_501));
  });

  it('is overdue when its last whole round began more than a day ago, until one has come to its end', async () => {
    const overdue = async (table: string) =>
      Number(
        new RegExp(`^retention_overdue_seconds\\{store="catalog.${table}"\\} (.+)$`, 'm').exec(
          await metricsText(),
        )?.[1],
      );
    await clear();
    expect(await overdue('part_content_versions')).toBe(0);
    await shop.database.query(
      `update catalog.retention_walks set looked_at = now() - interval '3 days', began_at = now() - interval '3 days'
        where store = 'part_content_versions'`,
    );
    const told = await overdue('part_content_versions');
    expect(told).toBeGreaterThanOrEqual(2 * DAY_SECONDS);
    expect(told).toBeLessThan(3 * DAY_SECONDS);
    expect(await overdue('part_prices')).toBe(0);
    // This round began before what is due by now was.
    await clear();
    expect(await overdue('part_content_versions')).toBeGreaterThanOrEqual(2 * DAY_SECONDS);
    await clear();
    expect(await overdue('part_content_versions')).toBe(0);
  });
});
