import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import type { WishlistView } from './wishlists.dto.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop?.close());

const customer = async (): Promise<Browser> => {
  const browser = new Browser(shop);
  browser.person = await shop.customer();
  return browser;
};

describe('a wishlist', () => {
  it('begins with the first wish of a guest, who gets a cookie by it', async () => {
    const part = await shop.part({ stock: 1 });
    const browser = new Browser(shop);
    const looked = await browser.call<WishlistView>('GET', '/wishlist');
    expect(looked.body).toEqual({ items: [], next_cursor: null, version: 0 });
    expect(browser.cookie).toBeUndefined();
    expect((await browser.wish(part)).status).toBe(200);
    expect(browser.cookie).toBeDefined();
    expect(await browser.wishes()).toEqual([part]);
    browser.person = await shop.customer();
    expect(await browser.wishes()).toEqual([]);
  });

  it('shows the newest wish first, with what it costs and whether it can be had now', async () => {
    const old = await shop.part({ price: 500, stock: 1 });
    const part = await shop.part({ name: 'Pump', sku: 'P-1', price: 1999, stock: 5, reserved: 1 });
    const browser = await customer();
    await browser.wish(old);
    const { body } = await browser.wish(part);
    expect(body.items.map(({ part_id }) => part_id)).toEqual([part, old]);
    expect(body.items[0]).toEqual({
      part_id: part,
      part_name: 'Pump',
      sku: 'P-1',
      slug: 'part',
      kind: 'physical',
      image_url: null,
      price: { amount: '19.99', currency: 'EUR' },
      regular_price: null,
      lowest_price_30_days: null,
      available: 4,
      is_in_stock: true,
      for_sale: true,
      as_of: expect.stringMatching(INSTANT),
      stale: false,
      added_at: expect.stringMatching(INSTANT),
    });
    await shop.stock(part, 1, 1);
    await shop.forSale(old, false);
    const { items } = (await browser.call<WishlistView>('GET', '/wishlist')).body;
    expect(items).toMatchObject([
      { part_id: part, available: 0, is_in_stock: false, for_sale: true },
      { part_id: old, price: null, available: 0, is_in_stock: false, for_sale: false },
    ]);
  });

  it('shows what a part costs otherwise while a sale is on, and the lowest price of the 30 days before it', async () => {
    const part = await shop.part({ price: 1999, stock: 1 });
    const browser = await customer();
    await browser.wish(part);
    await shop.database.query(
      `update catalog.parts set sale_price_minor = 1500, sale_from = now() - interval '1 hour', sale_until = now() + interval '1 hour' where id = $1`,
      [part],
    );
    const past = [
      ['40 days', 700],
      ['31 days', 1899],
      ['20 days', 1799],
      ['10 days', 1999],
    ];
    for (const [ago, price] of past)
      await shop.database.query(
        `insert into catalog.part_prices (part_id, since, price_minor) values ($1, now() - $2::interval, $3)`,
        [part, ago, price],
      );
    await shop.database.query(
      `insert into catalog.part_prices (part_id, since, price_minor, offered) values ($1, now() - interval '5 days', 100, false)`,
      [part],
    );
    const wish = async () => (await browser.call<WishlistView>('GET', '/wishlist')).body.items[0];
    expect(await wish()).toMatchObject({
      price: { amount: '15.00' },
      regular_price: { amount: '19.99', currency: 'EUR' },
      lowest_price_30_days: { amount: '17.99', currency: 'EUR' },
    });
    await shop.database.query(`update catalog.parts set sale_until = now() where id = $1`, [part]);
    expect(await wish()).toMatchObject({
      price: { amount: '19.99' },
      regular_price: null,
      lowest_price_30_days: null,
    });
  });

  it('holds what is out of stock, and nothing that is not for sale', async () => {
    const empty = await shop.part({ stock: 0 });
    const never = await shop.part();
    const browser = await customer();
    await browser.wish(empty);
    await browser.wish(never);
    expect(await browser.wishes()).toEqual([never, empty]);
    const archived = await shop.part({ forSale: false });
    for (const part of [archived, 2_000_000_000]) {
      expect(await browser.wish(part)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('holds a part once, however often and at once it is wished for', async () => {
    const part = await shop.part({ stock: 1 });
    const browser = await customer();
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.wish(part)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const before = (await browser.call<WishlistView>('GET', '/wishlist')).body;
    expect(before.items).toHaveLength(1);
    expect((await browser.wish(part)).body.items).toEqual(before.items);
  });

  it('loses none of twenty wishes made at once', async () => {
    const parts = await shop.parts(20, { stock: 1 });
    const browser = await customer();
    await Promise.all(parts.map((part) => browser.wish(part)));
    expect((await browser.wishes()).sort((a, b) => a - b)).toEqual(parts);
  });

  it('forgets a wish, also twice', async () => {
    const parts = await shop.parts(2, { stock: 1 });
    const browser = await customer();
    for (const part of parts) await browser.wish(part);
    for (let time = 0; time < 2; time += 1) {
      const gone = await browser.call<WishlistView>('DELETE', `/wishlist/items/${parts[0]}`);
      expect(gone.body.items.map(({ part_id }) => part_id)).toEqual([parts[1]]);
    }
    expect((await new Browser(shop).call('DELETE', `/wishlist/items/${parts[0]}`)).status).toBe(
      200,
    );
  });

  it('is read in pages, each going on where the one before ended', async () => {
    const browser = await customer();
    const parts: number[] = [];
    for (let n = 0; n < 5; n += 1) parts.unshift(await shop.part());
    for (const part of [...parts].reverse()) await browser.wish(part);
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = `/wishlist?limit=2${cursor && `&cursor=${cursor}`}`;
      const page: WishlistView = (await browser.call<WishlistView>('GET', path)).body;
      seen.push(...page.items.map(({ part_id }) => part_id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(parts);
    for (const query of ['limit=0', 'cursor=abc', 'page=2']) {
      expect((await browser.call('GET', `/wishlist?${query}`)).status).toBe(422);
    }
  });

  it('has an end', async () => {
    const browser = await customer();
    await browser.wish(await shop.part());
    await shop.database.query(
      `with many as (insert into catalog.parts (sku) select 'many' from generate_series(1, 199) returning id)
       insert into orders.wishlist_items (owner_kind, owner_id, part_id) select 'user', $1, id from many`,
      [browser.person!.id],
    );
    const full = await browser.wish(await shop.part());
    expect(full).toMatchObject({ status: 422, body: { code: 'wishlist_full' } });
  });
});
