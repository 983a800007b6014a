import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, sourceHeard, standInSources } from '@tandem/testing';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import type { CheckoutView } from '../carts/carts.dto.js';
import type { WishlistView } from '../wishlists/wishlists.dto.js';

interface Line {
  part_id: number;
  as_of: string | null;
  stale: boolean;
}

/** Real: PostgreSQL. The catalogue, inventory and the sync gateway's view are stand-ins. */
describe('lines of parts whose outside system is not heard any more', () => {
  let shop: Shop;
  let linked: number;
  let own: number;
  let shopper: Browser;
  beforeAll(async () => {
    shop = await Shop.open();
    [linked, own] = [await shop.part({ stock: 5 }), await shop.part({ stock: 5 })];
    await shop.database.query(
      `update inventory.stock_levels set source = 'warehouse' where part_id = $1`,
      [linked],
    );
    shopper = new Browser(shop);
    for (const part of [linked, own]) {
      await shopper.add(part);
      await shopper.wish(part);
    }
  });
  afterAll(() => shop?.close());

  const ages = (lines: readonly Line[]) =>
    new Map(lines.map(({ part_id, as_of, stale }) => [part_id, { as_of, stale }]));
  const pages = {
    cart: async () => ages((await shopper.cart()).items),
    'the answer to a change': async () =>
      ages((await shopper.call('PUT', `/cart/items/${own}`, { quantity: 1 })).body.items),
    checkout: async () =>
      ages((await shopper.call<CheckoutView>('POST', '/checkout/validate')).body.lines),
    wishlist: async () => ages((await shopper.call<WishlistView>('GET', '/wishlist')).body.items),
  };

  it('say nothing while nobody publishes how the sources are', async () => {
    for (const read of Object.values(pages))
      expect((await read()).get(linked)).toEqual({ as_of: expect.any(String), stale: false });
    await standInSources(shop.database);
  });

  it.each(Object.entries(pages))(
    '%s: says so and since when, until it is heard',
    async (_, read) => {
      await sourceHeard(shop.database, 'warehouse', '20 seconds');
      await eventually(async () => expect((await read()).get(linked)!.stale).toBe(true));
      const [{ at }] = (await shop.database.query<{ at: Date }>(
        `select last_success_at as at from sync.sources where source = 'warehouse'`,
      )) as [{ at: Date }];
      const stale = await read();
      expect(stale.get(linked)).toEqual({ as_of: at.toISOString(), stale: true });
      expect(stale.get(own)!.stale).toBe(false);
      await sourceHeard(shop.database, 'warehouse', '-1 hour');
      await eventually(async () => expect((await read()).get(linked)!.stale).toBe(false));
    },
  );
});
