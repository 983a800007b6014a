import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PublicPart } from '@tandem/contracts';
import { eventually, sourceHeard, standInSources } from '@tandem/testing';
import { Shop } from '../testing/shop.js';

/** Real: PostgreSQL and Redis; the sync gateway's view stands on a table of this spec. */
describe('stock whose source is not heard any more', () => {
  let shop: Shop;
  let linked: number;
  let own: number;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
    linked = (await shop.part()).id;
    own = (await shop.part()).id;
    await shop.stock(linked, 5);
    await shop.stock(own, 5);
    await shop.database.query(
      `update inventory.stock_levels set source = 'warehouse', version = version + 1 where part_id = $1`,
      [linked],
    );
  });
  afterAll(() => shop?.close());

  const part = (id: number, instance = 0, headers = {}) =>
    shop.shopper<PublicPart>(`/parts/${id}`, headers, instance);
  const hears = (ago: string, enabled = true) =>
    sourceHeard(shop.database, 'warehouse', ago, enabled);
  const eventuallyStale = (stale: boolean) =>
    eventually(async () => {
      for (const instance of [0, 1])
        expect((await part(linked, instance)).body.stock.stale).toBe(stale);
    });

  it('is shown as it is while nobody publishes how the sources are', async () => {
    const { status, body } = await part(linked);
    expect(status).toBe(200);
    expect(body.stock).toMatchObject({ current_stock: 5, stale: false });
    expect(Object.keys(body.stock)).toEqual(Object.keys((await part(own)).body.stock));
    await standInSources(shop.database);
  });

  describe('after that', () => {
    let fresh: { etag: string; as_of: string | null };
    beforeEach(async () => {
      await hears('-1 hour');
      await eventuallyStale(false);
      const answer = await part(linked);
      fresh = { etag: answer.headers.get('etag')!, as_of: answer.body.stock.as_of };
    });

    it('says so, and since when, on every instance, and nothing else about the part changes', async () => {
      await hears('20 seconds');
      await eventuallyStale(true);
      const { body } = await part(linked);
      const [{ at }] = (await shop.database.query<{ at: Date }>(
        `select last_success_at as at from sync.sources where source = 'warehouse'`,
      )) as [{ at: Date }];
      expect(body.stock).toMatchObject({ current_stock: 5, as_of: at.toISOString(), stale: true });
      expect(JSON.stringify(body)).not.toContain('warehouse');
      expect((await part(own)).body.stock.stale).toBe(false);
    });

    it('an answer that somebody holds is outdated by it, and again when the source is heard', async () => {
      const headers = { 'if-none-match': fresh.etag };
      expect((await part(linked, 0, headers)).status).toBe(304);
      await hears('20 seconds');
      await eventuallyStale(true);
      const stale = await part(linked, 0, headers);
      expect(stale.status).toBe(200);
      const now = { 'if-none-match': stale.headers.get('etag')! };
      expect((await part(linked, 1, now)).status).toBe(304);
      await hears('-1 hour');
      await eventuallyStale(false);
      const again = await part(linked, 0, now);
      expect(again.body.stock).toMatchObject({ stale: false, as_of: fresh.as_of });
      expect(again.headers.get('etag')).toBe(fresh.etag);
    });

    it('lists say the same of their parts', async () => {
      const list = async () => {
        const answer = await shop.shopper<{ items: PublicPart[] }>('/parts?limit=100');
        return new Map(answer.body.items.map((item) => [item.id, item.stock]));
      };
      expect((await list()).get(linked)).not.toHaveProperty('source');
      await hears('20 seconds');
      await eventually(async () => expect((await list()).get(linked)!.stale).toBe(true));
      expect((await list()).get(own)!.stale).toBe(false);
      await hears('-1 hour');
      await eventually(async () => expect((await list()).get(linked)!.stale).toBe(false));
    });

    it('a source that is switched off is no reason to warn anybody', async () => {
      await hears('20 seconds');
      await eventuallyStale(true);
      await hears('20 seconds', false);
      await eventuallyStale(false);
    });
  });
});
