import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';
import { ContentUpdated, validateEvent } from '@tandem/contracts';
import { snapshot } from '../content/publish-parts.js';
import { seed } from './seed.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

describe('the first stock of a shop', () => {
  it('is 200 parts and 300 games, added once, with pictures that can be looked at', async () => {
    const databaseUrl = shop.database.urlOf('catalog');
    expect(await seed({ databaseUrl, env: { NODE_ENV: 'production' } })).toBe(0);
    expect(await seed({ databaseUrl })).toBe(500);
    expect(await seed({ databaseUrl })).toBe(0);

    const all = await shop.shopper('/parts?limit=100');
    expect(all.body).toMatchObject({ total: 500, total_is_exact: true });
    expect((await shop.shopper('/games?limit=1')).body.total).toBe(300);
    for (const part of all.body.items) expect(part.images.length).toBeGreaterThan(0);

    const image = await shop.send('GET', all.body.items[0].images[0].url);
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toBe('image/webp');
    expect(image.headers.get('cache-control')).toContain('immutable');
  });

  it('is sorted into categories, genres and platforms with their counts', async () => {
    const { body } = await shop.shopper('/categories');
    const counts = Object.fromEntries(body.items.map((c: Json) => [c.slug, c.count]));
    expect(counts).toEqual({ car: 80, bike: 50, computer: 70, games: 300 });
    const inBrakes = await shop.shopper('/parts?category=car-brakes&limit=1');
    expect(inBrakes.body.total).toBe(20);
    for (const names of ['genres', 'platforms']) {
      const list = await shop.shopper(`/${names}`);
      expect(list.body.items.length).toBeGreaterThan(4);
      const [first] = list.body.items;
      const of = names.slice(0, -1);
      expect((await shop.shopper(`/games?${of}=${first.slug}&limit=1`)).body.total).toBe(
        first.count,
      );
    }
  });

  it('has a first content version of each part', async () => {
    const [row] = await shop.database.query<{ n: number }>(
      `select count(*)::integer as n from catalog.part_content_versions where is_active and version_number = 1`,
    );
    expect(row!.n).toBe(500);
  });

  it('is told to consumers that came later: every part as it is, marked, as often as it is asked for', async () => {
    const databaseUrl = shop.database.urlOf('catalog');
    await shop.database.query(
      `update catalog.parts set deleted_at = now() where id = (select max(id) from catalog.parts)`,
    );
    expect(await snapshot({ databaseUrl })).toBe(499);
    expect(await snapshot({ databaseUrl })).toBe(499);
    const rows = await shop.database.query<Json>(
      `select o.id, o.type, o.aggregateid, o.payload, o.headers, p.version as current
         from catalog.outbox o join catalog.parts p on p.id = o.aggregateid::int
        where o.headers ? 'ce_snapshot'`,
    );
    expect(rows).toHaveLength(998);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(998);
    expect(new Set(rows.map(({ aggregateid }) => aggregateid)).size).toBe(499);
    for (const { type, payload, headers, current } of rows) {
      expect([type, headers.ce_snapshot, payload.changed]).toEqual(['content.updated', 'true', []]);
      expect(payload.version).toBe(Number(current));
      validateEvent(ContentUpdated, payload);
    }
  });
});
