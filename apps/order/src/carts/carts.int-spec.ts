import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../testing/shop.js';
import type { CartView } from './carts.dto.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ instances: 2 });
});
afterAll(() => shop?.close());

describe('a guest', () => {
  it('fills a cart', async () => {
    const part = await shop.part({
      price: 1999,
      stock: 5,
      reserved: 2,
      imageSha256: 'a'.repeat(64),
    });
    const first = await shop.call<CartView>('POST', '/cart/items', {
      body: { part_id: part, quantity: 2 },
    });
    expect(first).toMatchObject({ status: 200 });
    const { cookie } = first;
    console.log(first.headers.getSetCookie(), JSON.stringify(first.body));
    const again = await shop.call<CartView>('GET', '/cart', { cookie, instance: 1 });
    expect(again.body).toEqual(first.body);
    console.log(
      JSON.stringify(
        (await shop.call('POST', '/cart/items', { cookie, body: { part_id: part, quantity: 2 } }))
          .body,
      ),
    );
    console.log(
      JSON.stringify(
        (await shop.call('PUT', `/cart/items/${part}`, { cookie, body: { quantity: 3 } })).body,
      ),
    );
    console.log(JSON.stringify((await shop.call('POST', `/checkout/validate`, { cookie })).body));
    console.log(
      JSON.stringify((await shop.call('DELETE', `/cart/items/${part}`, { cookie })).body),
    );
    console.log(JSON.stringify((await shop.call('DELETE', `/cart/items/${part}`, {})).body));
  });
});
