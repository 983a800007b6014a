import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import type { WishlistView } from '../wishlists/wishlists.dto.js';
import type { CartView } from './carts.dto.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop?.close());

const match = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
const conflict = (current: object) => ({
  status: 409,
  body: { code: 'version_conflict', current },
});

describe('a change that names the version it was based on', () => {
  it('of a cart that another tab has changed is refused, and shows the cart as it is', async () => {
    const [part, other] = [await shop.part({ stock: 9 }), await shop.part({ stock: 9 })];
    const browser = new Browser(shop);
    const seen = (await browser.add(part)).body.version;
    const now = (await browser.add(other)).body;
    const line = `/cart/items/${part}`;
    const stale = [
      await browser.call('POST', '/cart/items', { part_id: part, quantity: 1 }, match(seen)),
      await browser.call('PUT', line, { quantity: 3 }, match(seen)),
      await browser.call('PUT', line, { quantity: 3, version: seen }),
      await browser.call('DELETE', line, undefined, match(seen)),
    ];
    for (const answer of stale) expect(answer).toMatchObject(conflict(now));
    expect(await browser.cart()).toEqual(now);
    const set = await browser.call('PUT', line, { quantity: 3 }, match(now.version));
    expect(set).toMatchObject({ status: 200, body: { items: [{ quantity: 3 }, { quantity: 1 }] } });
    const removed = await browser.call('DELETE', line, undefined, match(set.body.version));
    expect(removed).toMatchObject({ status: 200, body: { item_count: 1 } });
    // The line itself is gone by now: still it is the version that does not fit.
    const late = await browser.call('PUT', line, { quantity: 1, version: now.version });
    expect(late).toMatchObject(conflict(removed.body));
  });

  it('of a cart that is not there yet names version 0', async () => {
    const body = { part_id: await shop.part({ stock: 9 }), quantity: 1 };
    const browser = new Browser(shop);
    const made = await browser.call('POST', '/cart/items', { ...body, version: 0 });
    expect(made.status).toBe(200);
    const twice = await browser.call('POST', '/cart/items', { ...body, version: 0 });
    expect(twice).toMatchObject(conflict({ item_count: 1 }));
  });

  it('of two at once goes through once', async () => {
    const part = await shop.part({ stock: 99 });
    const browser = new Browser(shop);
    const { version } = (await browser.add(part)).body;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        browser.call<CartView>('PUT', `/cart/items/${part}`, { quantity: n + 2, version }),
      ),
    );
    const saved = answers.filter(({ status }) => status === 200);
    expect(saved).toHaveLength(1);
    expect(await browser.cart()).toEqual(saved[0]!.body);
  });

  it('of a wishlist is refused in the same way', async () => {
    const [part, other] = [await shop.part(), await shop.part()];
    const browser = new Browser(shop);
    const { version } = (await browser.wish(part)).body;
    const now = (await browser.wish(other)).body;
    const wish = { part_id: await shop.part(), version };
    expect(await browser.call('POST', '/wishlist/items', wish)).toMatchObject(conflict(now));
    const item = `/wishlist/items/${part}`;
    const stale = await browser.call<WishlistView>('DELETE', item, undefined, match(version));
    expect(stale).toMatchObject(conflict(now));
    const gone = await browser.call<WishlistView>('DELETE', item, undefined, match(now.version));
    expect(gone).toMatchObject({ status: 200, body: { items: [{ part_id: other }] } });
  });

  it('is a mistake when the two places name different ones, or none', async () => {
    const part = await shop.part({ stock: 9 });
    const browser = new Browser(shop);
    const body = { part_id: part, quantity: 1 };
    const both = await browser.call('POST', '/cart/items', { ...body, version: 1 }, match(2));
    expect(both).toMatchObject({ status: 422, body: { errors: [{ field: 'version' }] } });
    const headers = { 'if-match': 'latest' };
    const none = await browser.call('POST', '/cart/items', body, { headers });
    expect(none).toMatchObject({ status: 422, body: { errors: [{ field: 'If-Match' }] } });
  });
});
