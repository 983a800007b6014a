import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StockUpdated, validateEvent } from '@tandem/contracts';
import { seed } from './seed.js';
import { snapshot } from './stock/publish-stock.js';
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

  it('is told to consumers that came later: every level as it is, marked as no change', async () => {
    expect(await snapshot({ databaseUrl: shop.database.urlOf('inventory') })).toBe(500);
    const rows = await shop.database.query<{
      payload: { part_id: number; current_stock: number; version: number };
      kept: { current_stock: number; version: number };
    }>(
      `select o.payload, jsonb_build_object('current_stock', s.current_stock, 'version', s.version) as kept
         from inventory.outbox o join inventory.stock_levels s on s.part_id = o.aggregateid::int
        where o.type = 'stock.updated' and o.headers ->> 'ce_snapshot' = 'true'`,
    );
    expect(rows).toHaveLength(500);
    for (const { payload, kept } of rows) {
      validateEvent(StockUpdated, payload);
      expect(payload).toMatchObject(kept);
    }
  });
});
