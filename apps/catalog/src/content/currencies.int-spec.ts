import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CURRENCIES, currencyDecimals } from '@tandem/kernel';
import { migrate } from '@tandem/persistence';
import { createTestDatabase } from '@tandem/testing';
import { Currencies1700000000040 } from '../migrations/0020-currencies.js';
import { migrations } from '../migrations/all.js';
import { Shop, type Json } from '../testing/shop.js';

describe('a price in any currency', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop?.close());

  it('has the same decimals for the database as for the services, for every code of three letters', async () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    const rows = await shop.database.query<{ code: string; decimals: number }>(
      `select code, catalog.currency_exponent(code) as decimals from unnest($1::text[]) code
       where catalog.currency_exponent(code) is not null order by code`,
      [codes],
    );
    expect(rows).toEqual(CURRENCIES.map((code) => ({ code, decimals: currencyDecimals(code) })));
  });

  it('is shown as it was saved, and the part can be edited afterwards', async () => {
    for (const currency of CURRENCIES) {
      const decimals = currencyDecimals(currency);
      const price = { amount: decimals ? `12990.${'0'.repeat(decimals)}` : '12990', currency };
      const part = await shop.part({ price: { amount: '12990', currency } });
      expect(part.price).toEqual(price);
      const edited = await shop.editor('PUT', `/parts/${part.id}`, { part_name: `In ${currency}` });
      expect({ currency, status: edited.status }).toEqual({ currency, status: 200 });
      expect((await shop.shopper(`/parts/${part.id}`)).body.price).toEqual(price);
    }
  });

  it('is refused in what is no currency, by the rule and by the database', async () => {
    const body = { sku: 'GOLD', part_name: 'Gold', price: { amount: '1', currency: 'XAU' } };
    const answer = await shop.editor('POST', '/parts', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: Json) => error.field)).toEqual(['price.currency']);
    const insert = `insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
      values ('physical', 'GOLD', 'gold', 'Gold', 1, 'XAU')`;
    await expect(shop.database.query(insert)).rejects.toThrow('parts_currency_known');
  });

  it('that was saved with the decimals of cash keeps its worth', async () => {
    const before = migrations.filter((migration) => migration !== Currencies1700000000040);
    const old = await createTestDatabase('t_currencies', [
      { schema: 'catalog', migrations: before },
    ]);
    try {
      for (const [currency, minor] of [
        ['HUF', 12990],
        ['IQD', 500],
        ['EUR', 1999],
        ['JPY', 700],
      ])
        await old.query(
          `insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
           values ('physical', $1::text, 'x', 'x', $2, $1::text)`,
          [currency, minor],
        );
      await migrate({
        adminUrl: old.adminUrl,
        services: [{ schema: 'catalog', password: 'tandem-test', migrations }],
      });
      const rows = await old.query<{ currency: string; amount: string }>(
        `select currency, round(price_amount, catalog.currency_exponent(currency))::text as amount
         from catalog.parts order by id`,
      );
      expect(rows.map(({ currency, amount }) => `${amount} ${currency}`)).toEqual([
        '12990.00 HUF',
        '500.000 IQD',
        '19.99 EUR',
        '700 JPY',
      ]);
    } finally {
      await old.drop();
    }
  });
});
