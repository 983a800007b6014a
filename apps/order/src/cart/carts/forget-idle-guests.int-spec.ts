import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';

describe('what guests left behind', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ env: { ORDER_GUEST_CART_DAYS: '10' } });
  });
  afterAll(() => shop?.close());

  const clean = () => shop.instances[0]!.app.get(Retention).run('forget-idle-guests');
  const age = async (days: number, ...browsers: Browser[]) => {
    for (const table of ['carts', 'wishlists']) {
      await shop.database.query(`alter table orders.${table} disable trigger user`);
      await shop.database.query(
        `update orders.${table} set updated_at = now() - make_interval(days => $1) where owner_id = any ($2)`,
        [days, browsers.map((browser) => browser.person?.id ?? browser.guestId)],
      );
      await shop.database.query(`alter table orders.${table} enable trigger user`);
    }
  };

  it('is kept for the days that are set, and removed after, but never a user’s', async () => {
    const part = await shop.part({ stock: 99 });
    const [idle, recent, user] = [new Browser(shop), new Browser(shop), new Browser(shop)];
    user.person = await shop.customer();
    for (const browser of [idle, recent, user]) {
      await browser.add(part, 2);
      await browser.wish(part);
      await browser.cart();
    }
    await age(11, idle, user);
    await age(9, recent);
    await clean();
    expect([await idle.lines(), await idle.wishes()]).toEqual([[], []]);
    expect([await recent.lines(), await recent.wishes()]).toEqual([[[part, 2]], [part]]);
    expect([await user.lines(), await user.wishes()]).toEqual([[[part, 2]], [part]]);
  });

  it('does not come back, and a new cart under the same cookie is a new one at once', async () => {
    const [old, next] = await shop.parts(2, { stock: 99 });
    const browser = new Browser(shop);
    for (let n = 0; n < 20; n += 1) await browser.add(old!);
    await browser.cart();
    await age(11, browser);
    await clean();
    await browser.add(next!);
    expect(await browser.lines()).toEqual([[next, 1]]);
  });

  it('does not hide a new cart either when nobody could tell the cache', async () => {
    const [old, next] = await shop.parts(2, { stock: 99 });
    const browser = new Browser(shop);
    for (let n = 0; n < 20; n += 1) await browser.add(old!);
    expect(await browser.lines()).toEqual([[old, 20]]);
    await shop.database.query('delete from orders.carts where owner_id = $1', [browser.guestId]);
    await browser.add(next!);
    expect(await browser.lines()).toEqual([[next, 1]]);
  });

  it('is told to browsers for as long: the cookie lives no longer than the cart', async () => {
    const browser = new Browser(shop);
    const { headers } = await browser.add(await shop.part({ stock: 1 }));
    expect(headers.getSetCookie()[0]).toContain(`Max-Age=${10 * 86_400};`);
  });
});
