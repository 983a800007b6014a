import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UserDeleted } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { Database, transaction } from '@tandem/persistence';
import { eventually, whereKept } from '@tandem/testing';
import { Shop } from '../testing/shop.js';
import { Browser } from '../testing/shoppers.js';
import type { StandingDto } from './leavers.dto.js';

const EMAIL = 'lea.leaver@example.org';

/** Real: PostgreSQL, Redis, the service. Auth is its event, on the bus of this process. */
describe('a customer whose account is deleted', () => {
  let shop: Shop;
  let part: number;
  let soldOut: number;
  beforeAll(async () => {
    shop = await Shop.open();
    part = await shop.part({ stock: 5 });
    soldOut = await shop.part({ stock: 0 });
  });
  afterAll(() => shop?.close());

  const shopper = async () => {
    const browser = new Browser(shop);
    browser.person = await shop.customer();
    await browser.add(part);
    await browser.wish(part);
    expect((await browser.call('POST', `/parts/${soldOut}/back-in-stock`, {})).status).toBe(202);
    return { browser, id: browser.person.id };
  };
  const tell = (userId: string) =>
    transaction(shop.instances[0]!.app.get(Database, { strict: false }), (tx) =>
      outbox.add(tx, UserDeleted, { user_id: userId, version: 3 }),
    );
  const kept = (text: string) => whereKept((sql, values) => shop.database.query(sql, values), text);
  const standing = async (id: string) =>
    (await shop.sendAs<StandingDto>('auth', 'GET', `/customers/${id}/standing`)).body;

  it('leaves no cart, wishlist, request or mail, and nobody else loses theirs', async () => {
    const [leaver, other] = [await shopper(), await shopper()];
    await shop.database.query(
      `insert into orders.mails (id, dedupe_key, user_id, template) values (gen_random_uuid(), 'order_paid:1', $1, 'order_paid')`,
      [leaver.id],
    );
    expect(await leaver.browser.lines()).toEqual([[part, 1]]);
    await tell(leaver.id);
    await eventually(async () =>
      expect((await kept(leaver.id)).filter((table) => !/outbox|inbox/.test(table))).toEqual([]),
    );
    // The cart is gone from every cache too.
    await eventually(async () => expect(await leaver.browser.lines()).toEqual([]));
    expect(await leaver.browser.wishes()).toEqual([]);
    expect(await other.browser.lines()).toEqual([[part, 1]]);
    expect(await other.browser.wishes()).toEqual([part]);
    expect(await kept(other.id)).toContain('orders.stock_wishes');
  });

  it('leaves nothing that was asked for by their address, however often auth says so', async () => {
    const guest = new Browser(shop);
    const ask = (email: string) => guest.call('POST', `/parts/${soldOut}/back-in-stock`, { email });
    for (const email of [EMAIL, 'other@example.org']) expect((await ask(email)).status).toBe(202);
    expect(await kept(EMAIL)).toEqual(['orders.mails', 'orders.stock_wishes']);
    const forget = () =>
      shop.sendAs('auth', 'POST', '/customers/forget-address', { body: { email: EMAIL } });
    expect((await forget()).status).toBe(204);
    expect(await kept(EMAIL)).toEqual([]);
    expect((await forget()).status).toBe(204);
    expect(await kept('other@example.org')).toEqual(['orders.mails', 'orders.stock_wishes']);
  });

  it('is told apart by what is under way and what is in the wallet', async () => {
    const { id } = await shop.customer();
    expect(await standing(id)).toEqual({ open: 0, balances: [] });
    await shop.database.query(
      `insert into orders.ledger_accounts (kind, user_id, currency, balance_minor) values ('wallet', $1, 'EUR', 500)`,
      [id],
    );
    await shop.database.query(
      `with placed as (
         insert into orders.orders (id, user_id, idempotency_key, payment_method, status, currency, total_minor, give_up_at, version)
         values (gen_random_uuid(), $1, 'k', 'balance', 'created', 'EUR', 100, now(), 1) returning id)
       insert into orders.order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
         select id, $2, 'physical', 'S', 'Part', 1, 100 from placed`,
      [id, part],
    );
    const balances = [{ amount: '5.00', currency: 'EUR' }];
    expect(await standing(id)).toEqual({ open: 1, balances });
    expect(await standing((await shop.customer()).id)).toEqual({ open: 0, balances: [] });
  });
});
