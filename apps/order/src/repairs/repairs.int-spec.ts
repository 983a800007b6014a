import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { AuthStandIn } from '../testing/auth-stand-in.js';
import { Shop } from '../testing/shop.js';
import { Browser } from '../testing/shoppers.js';
import type { WishlistView } from '../cart/wishlists/wishlists.dto.js';

/** Real: PostgreSQL, the service. The catalogue is a stand-in. */
describe('parts that were deleted', () => {
  let shop: Shop;
  let shopper: Browser;
  let kept: number;
  let gone: number;

  beforeAll(async () => {
    shop = await Shop.open();
    [kept, gone] = [await shop.part({ stock: 5 }), await shop.part({ stock: 5 })];
    shopper = new Browser(shop);
    for (const part of [kept, gone]) {
      await shopper.add(part);
      await shopper.wish(part);
    }
    await shop.database.query(`update catalog.parts set deleted_at = now() where id = $1`, [gone]);
  });
  afterAll(() => shop?.close());

  async function lineOf(table: string, part: number): Promise<string> {
    const [row] = await shop.database.query<{ line: string }>(
      `select owner_kind || ':' || owner_id || ':' || part_id as line from orders.${table} where part_id = $1`,
      [part],
    );
    return row!.line;
  }
  const repair = (what: string, lines: string[]) =>
    shop.sendAs<{ lines: string[] }>('operations', 'POST', `/repairs/${what}`, { body: { lines } });
  const wished = async () =>
    (await shopper.call<WishlistView>('GET', '/wishlist')).body.items.map(({ part_id }) => part_id);

  it('leave carts when the check says so, and no other part does', async () => {
    const lines = [await lineOf('cart_items', kept), await lineOf('cart_items', gone)];
    expect((await repair('carts', lines)).body).toEqual({ lines: [lines[1]] });
    expect((await shopper.cart()).items.map(({ part_id }) => part_id)).toEqual([kept]);
    expect((await repair('carts', lines)).body).toEqual({ lines: [lines[1]] });
  });

  it('leave wishlists as well', async () => {
    const lines = [await lineOf('wishlist_items', kept), await lineOf('wishlist_items', gone)];
    expect((await repair('wishlists', lines)).body).toEqual({ lines: [lines[1]] });
    expect(await wished()).toEqual([kept]);
  });

  it('are named by owner and part, by the check and nobody else', async () => {
    for (const lines of [[], ['user:1:5'], [`user:${crypto.randomUUID()}:0`], ['5']])
      expect((await repair('carts', lines)).status).toBe(422);
    const body = { lines: [`user:${crypto.randomUUID()}:${gone}`] };
    expect((await shop.sendAs('auth', 'POST', '/repairs/carts', { body })).status).toBe(403);
  });
});

/** Real: PostgreSQL, the service. Auth is a stand-in. */
describe('lists of somebody whose account is gone', () => {
  let auth: AuthStandIn;
  let shop: Shop;
  beforeAll(async () => {
    auth = await AuthStandIn.start();
    shop = await Shop.open({ env: { AUTH_URL: auth.url } });
  });
  afterAll(async () => {
    await shop?.close();
    await auth?.close();
  });

  it('go when the check says so and auth does not know them, and nobody else’s do', async () => {
    const part = await shop.part({ stock: 5 });
    const [gone, known, guest] = [new Browser(shop), new Browser(shop), new Browser(shop)];
    [gone.person, known.person] = [await shop.customer(), await shop.customer()];
    auth.knows(known.person.id, 'Kim Known');
    for (const browser of [gone, known, guest]) {
      await browser.add(part);
      await browser.wish(part);
    }
    const [theirs, others] = [gone, known].map(({ person }) => `user:${person!.id}:${part}`);
    const lines = [theirs!, others!, `guest:${guest.guestId}:${part}`];
    const repair = () =>
      shop.sendAs<{ lines: string[] }>('operations', 'POST', '/repairs/leavers', {
        body: { lines },
      });
    auth.working = false;
    expect((await repair()).status).toBe(503);
    auth.working = true;
    await eventually(async () =>
      expect(await repair()).toMatchObject({ status: 200, body: { lines: [theirs] } }),
    );
    expect([await gone.lines(), await gone.wishes()]).toEqual([[], []]);
    for (const browser of [known, guest])
      expect([await browser.lines(), await browser.wishes()]).toEqual([[[part, 1]], [part]]);
  });
});
