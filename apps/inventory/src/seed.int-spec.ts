import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seed } from './seed.js';
import { Shop } from './testing/shop.js';

describe('the first stock of a new shop', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await shop.database.query(
      `insert into catalog.parts (kind) select case when n <= 200 then 'physical' else 'game' end from generate_series(1, 500) n`,
    );
  });
  afterAll(() => shop?.close());

  const run = () => seed({ databaseUrl: shop.database.urlOf('inventory') });

  it('is made up in no production', async () => {
    const databaseUrl = shop.database.urlOf('inventory');
    expect(await seed({ databaseUrl, env: { NODE_ENV: 'production' } })).toBe(0);
  });

  it('covers every part, with some sold out and some low, and is booked in the ledger', async () => {
    expect(await run()).toBe(500);
    const [count] = await shop.database.query<{ out: number; low: number }>(
      `select count(*) filter (where not is_in_stock)::int as out,
              count(*) filter (where is_in_stock and is_low_stock)::int as low from inventory.stock_public`,
    );
    expect(count!.out).toBeGreaterThan(15);
    expect(count!.low).toBeGreaterThan(15);
    expect(count!.out + count!.low).toBeLessThan(200);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('leaves what is there as it is when it runs again, and invents no stock for a part added since', async () => {
    expect(await run()).toBe(0);
    await shop.database.query(`insert into catalog.parts (kind) values ('physical')`);
    expect(await run()).toBe(0);
  });
});
