import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import { migrations } from './migrations/all.js';
import { seed } from './seed.js';
import { CatalogStandIn1600000000001 } from './testing/catalog-stand-in.js';

describe('the links of a new shop', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('t_sync_seed', [
      { schema: 'catalog', migrations: [CatalogStandIn1600000000001] },
      { schema: 'sync', migrations },
    ]);
    await database.query(
      `insert into catalog.parts (sku, kind) values ('GAME-10001', 'game'), ('GAME-10300', 'game'), ('GAME-10301', 'game'),
         ('GAME-10002', 'physical'), ('PART-10001', 'physical')`,
    );
  });
  afterAll(() => database.drop());

  const links = () =>
    database.query(`select sku, external_id from sync.product_links order by part_id`);

  it('are none in production', async () => {
    const env = { NODE_ENV: 'production' };
    expect(await seed({ env, databaseUrl: database.urlOf('sync') })).toBe(0);
    expect(await links()).toEqual([]);
  });

  it('are those of its games to the products of the simulated G2A, made once', async () => {
    expect(await seed({ databaseUrl: database.urlOf('sync') })).toBe(2);
    expect(await links()).toEqual([
      { sku: 'GAME-10001', external_id: '10000000001001' },
      { sku: 'GAME-10300', external_id: '10000000300001' },
    ]);
    await database.query('update sync.product_links set unlinked_at = now()');
    expect(await seed({ databaseUrl: database.urlOf('sync') })).toBe(0);
  });
});
