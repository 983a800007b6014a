import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import { guestToken } from '../guests/guest-token.js';
import type { CartView, CheckoutView } from './carts.dto.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ instances: 2 });
});
afterAll(() => shop?.close());

const guest = (instance = 0): Browser => new Browser(shop, instance);
const customer = async (instance = 0): Promise<Browser> => {
  const browser = guest(instance);
  browser.person = await shop.customer();
  return browser;
};
const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('a guest', () => {
  it('is known by a signed cookie from the first thing put into the cart on', async () => {
    const part = await shop.part({ stock: 5 });
    const browser = guest();
    const looked = await browser.call('GET', '/cart');
    expect(looked.headers.getSetCookie()).toEqual([]);
    expect(looked.body).toEqual({ items: [], total: eur('0.00'), item_count: 0, version: 0 });
    const { headers } = await browser.add(part);
    expect(headers.get('cache-control')).toBe('no-store');
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(
      /^tandem_guest=[0-9a-f-]{36}\.[A-Za-z0-9_-]{43}; Max-Age=7776000; Path=\/api\/v1; HttpOnly; SameSite=Lax$/,
    );
    expect(await browser.lines()).toEqual([[part, 1]]);
  });

  it('gets the cookie over a secure connection only, except at home', async () => {
    const part = await shop.part({ stock: 5 });
    const headers = { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'https' };
    const body = { part_id: part, quantity: 1 };
    const answer = await shop.call('POST', '/cart/items', { body, headers });
    const [cookie, ...others] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-tandem_guest=[^;]+; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(others).toEqual([]);
    // Who has the name from before keeps the cart and gets the new name.
    const token = cookie!.split(';', 1)[0]!.slice('__Host-tandem_guest='.length);
    const old = { ...headers, cookie: `tandem_guest=${token}` };
    const again = await shop.call('POST', '/cart/items', { body, headers: old });
    expect(again.body).toMatchObject({ items: [{ quantity: 2 }] });
    expect(again.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^__Host-tandem_guest=${token};`)),
      expect.stringMatching(/^tandem_guest=; Max-Age=0; Path=\/api\/v1; Expires=Thu, 01 Jan 1970/),
    ]);
    // Of two, the one that no neighbour of the host can set counts.
    const both = { ...headers, cookie: `tandem_guest=nonsense; __Host-tandem_guest=${token}` };
    expect((await shop.call('GET', '/cart', { headers: both })).body).toMatchObject({
      item_count: 2,
    });
  });

  it('gets none for looking around, for being refused, or for taking out what is not there', async () => {
    const part = await shop.part({ stock: 0 });
    const browser = guest();
    expect((await browser.add(part)).status).toBe(409);
    expect((await browser.call('DELETE', `/cart/items/${part}`)).status).toBe(200);
    expect((await browser.call('PUT', `/cart/items/${part}`, { quantity: 1 })).status).toBe(404);
    expect((await browser.call('POST', '/checkout/validate')).status).toBe(200);
    await browser.call('GET', '/wishlist');
    expect(browser.cookie).toBeUndefined();
  });

  it('with a forged or broken cookie is nobody we know', async () => {
    const part = await shop.part({ stock: 5 });
    const browser = guest();
    await browser.add(part);
    const { guestId, guestToken: real } = browser;
    const forged = [
      guestId,
      `${guestId}.`,
      guestToken(guestId, 'another-secret-of-thirty-two-characters'),
      `${randomUUID()}.${real.split('.')[1]}`,
      `${real}x`,
      '%',
    ];
    for (const value of forged) {
      browser.cookie = `tandem_guest=${value}`;
      expect(await browser.lines()).toEqual([]);
    }
    browser.cookie = `tandem_guest=${forged[2]}`;
    await browser.add(part, 2);
    expect(browser.guestId).not.toBe(guestId);
    browser.cookie = `tandem_guest=${real}`;
    expect(await browser.lines()).toEqual([[part, 1]]);
  });
});

describe('who is signed in', () => {
  it('has a cart of their own, whatever cookie comes along', async () => {
    const [mine, theirs] = await shop.parts(2, { stock: 5 });
    const browser = guest();
    await browser.add(theirs!);
    browser.person = await shop.customer();
    expect(await browser.lines()).toEqual([]);
    const { headers } = await browser.add(mine!);
    expect(headers.getSetCookie()).toEqual([]);
    expect(await browser.lines()).toEqual([[mine, 1]]);
    browser.person = undefined;
    expect(await browser.lines()).toEqual([[theirs, 1]]);
  });

  it('is never taken for a guest because the token is old', async () => {
    const part = await shop.part({ stock: 5 });
    const browser = guest();
    await browser.add(part);
    const id = randomUUID();
    const expired = { id, token: await shop.tokens.tokenFor({ userId: id, expiresIn: -60 }) };
    for (const as of [expired, { id, token: 'rubbish' }]) {
      browser.person = as;
      for (const [method, path, body] of [
        ['GET', '/cart', undefined],
        ['POST', '/cart/items', { part_id: part, quantity: 1 }],
        ['DELETE', `/cart/items/${part}`, undefined],
        ['POST', '/checkout/validate', undefined],
        ['GET', '/wishlist', undefined],
      ] as const) {
        expect((await browser.call(method, path, body)).status).toBe(401);
      }
    }
    browser.person = undefined;
    expect(await browser.lines()).toEqual([[part, 1]]);
  });
});

describe('a cart', () => {
  it('shows each line with what it costs and how much of it there is', async () => {
    const part = await shop.part({
      name: 'Brake Pads',
      sku: 'BRK-1',
      price: 1999,
      stock: 5,
      reserved: 2,
      imageSha256: 'a'.repeat(64),
    });
    const game = await shop.part({ kind: 'game', price: 500, stock: 9 });
    const browser = guest();
    await browser.add(part, 3);
    const { body } = await browser.add(game, 2);
    expect(body).toEqual({
      items: [
        {
          part_id: part,
          part_name: 'Brake Pads',
          sku: 'BRK-1',
          slug: 'part',
          kind: 'physical',
          image_url: `/api/v1/images/${'a'.repeat(64)}.webp`,
          quantity: 3,
          price: eur('19.99'),
          line_total: eur('59.97'),
          available: 3,
          ok: true,
          reason: null,
          as_of: expect.any(String),
          stale: false,
        },
        expect.objectContaining({ part_id: game, kind: 'game', image_url: null, quantity: 2 }),
      ],
      total: eur('69.97'),
      item_count: 5,
      version: expect.any(Number),
    });
    expect(await browser.cart()).toEqual(body);
    expect((await shop.call('GET', '/cart', { cookie: browser.cookie, instance: 1 })).body).toEqual(
      body,
    );
  });

  it('adds to a line that is there, sets it, takes it out', async () => {
    const part = await shop.part({ stock: 10 });
    const browser = await customer();
    await browser.add(part, 2);
    expect((await browser.add(part, 3)).body.items[0]!.quantity).toBe(5);
    const set = await browser.call('PUT', `/cart/items/${part}`, { quantity: 4 });
    expect(set.body.items[0]!.quantity).toBe(4);
    const versions = [set.body.version];
    for (const expected of [200, 200]) {
      const removed = await browser.call('DELETE', `/cart/items/${part}`);
      expect(removed).toMatchObject({ status: expected, body: { items: [], item_count: 0 } });
      versions.push(removed.body.version);
    }
    expect(versions[1]).toBeGreaterThan(versions[0]!);
    expect(versions[2]).toBe(versions[1]);
    const gone = await browser.call('PUT', `/cart/items/${part}`, { quantity: 1 });
    expect(gone).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('of an account is told to its other devices at each change, without what is in it; a guest’s is not', async () => {
    const part = await shop.part({ stock: 5 });
    const versions: unknown[] = [];
    const browser = await customer();
    for (const change of [
      () => browser.add(part, 2),
      () => browser.call('PUT', `/cart/items/${part}`, { quantity: 1 }),
      () => browser.call('DELETE', `/cart/items/${part}`),
    ]) {
      versions.push((await change()).body['version']);
    }
    // Neither a refusal nor what was not there changes anything.
    await browser.add(part, 9);
    await browser.call('DELETE', `/cart/items/${part}`);
    const user_id = browser.person!.id;
    expect(await shop.events(user_id)).toEqual(
      versions.map((version) => ({
        type: 'cart.updated',
        version,
        payload: { user_id, version },
      })),
    );
    const stranger = guest();
    await stranger.add(part);
    expect(await shop.events(stranger.guestId!)).toEqual([]);
  });

  it('takes no more than there is, counting what is in it', async () => {
    const part = await shop.part({ stock: 5, reserved: 1 });
    const browser = await customer();
    await browser.add(part, 3);
    const refusal = (requested: number) => ({
      status: 409,
      body: {
        code: 'insufficient_stock',
        lines: [{ part_id: part, requested, available: 4 }],
      },
    });
    expect(await browser.add(part, 2)).toMatchObject(refusal(5));
    expect(await browser.call('PUT', `/cart/items/${part}`, { quantity: 6 })).toMatchObject(
      refusal(6),
    );
    expect(await browser.lines()).toEqual([[part, 3]]);
  });

  it('takes nothing that is out of stock, unknown, or not for sale here', async () => {
    const browser = await customer();
    const never = await shop.part();
    const empty = await shop.part({ stock: 3, reserved: 3 });
    for (const part of [never, empty]) {
      expect(await browser.add(part)).toMatchObject({ status: 409 });
    }
    const archived = await shop.part({ stock: 5, forSale: false });
    const dollars = await shop.part({ stock: 5, currency: 'USD' });
    for (const part of [archived, dollars, 2_000_000_000]) {
      expect(await browser.add(part)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(await browser.cart()).toMatchObject({ items: [], version: 0 });
  });

  it('holds 999 of a part and 100 parts', async () => {
    const browser = await customer();
    const parts = await shop.parts(101, { stock: 2000 });
    await browser.add(parts[0]!, 999);
    const more = await browser.add(parts[0]!, 1);
    expect(more).toMatchObject({ status: 422, body: { errors: [{ field: 'quantity' }] } });
    for (const part of parts.slice(1, 100)) await browser.add(part);
    const full = await browser.add(parts[100]!);
    expect(full).toMatchObject({ status: 422, body: { code: 'cart_full' } });
    expect((await browser.add(parts[99]!)).status).toBe(200);
    expect(await browser.lines()).toHaveLength(100);
  });

  it('loses none of twenty things put in at once, on two instances', async () => {
    const parts = await shop.parts(4, { stock: 1000 });
    const browsers = [await customer(0), guest(1)];
    browsers[1]!.person = browsers[0]!.person;
    const adds = Array.from({ length: 20 }, (_, n) => browsers[n % 2]!.add(parts[n % 4]!, n + 1));
    const answers = await Promise.all(adds);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(20);
    const wanted = parts.map((part, of) => [
      part,
      [0, 4, 8, 12, 16].reduce((s, n) => s + of + n + 1, 0),
    ]);
    for (const browser of browsers) {
      expect((await browser.lines()).sort((a, b) => a[0] - b[0])).toEqual(wanted);
    }
  });

  it('survives changes of every kind at once', async () => {
    const parts = await shop.parts(3, { stock: 100 });
    const browser = await customer();
    for (const part of parts) await browser.add(part);
    const work = Array.from({ length: 30 }, (_, n) => {
      const path = `/cart/items/${parts[n % 3]}`;
      if (n % 5 === 0) return browser.call('DELETE', path);
      if (n % 2 === 0) return browser.call('PUT', path, { quantity: 1 + (n % 7) });
      return browser.add(parts[n % 3]!);
    });
    const statuses = (await Promise.all(work)).map(({ status }) => status);
    expect(statuses.filter((status) => ![200, 404].includes(status))).toEqual([]);
    const stored = await shop.database.query(
      `select part_id, quantity from orders.cart_items where owner_id = $1 order by part_id`,
      [browser.person!.id],
    );
    const shown = (await browser.lines()).sort((a, b) => a[0] - b[0]);
    expect(shown.map(([part_id, quantity]) => ({ part_id, quantity }))).toEqual(stored);
  });
});

describe('what changes while it is in the cart', () => {
  const change = (sql: string, part: number) => shop.database.query(sql, [part]);

  it.each([
    [
      'a price',
      (part: number) => change('update catalog.parts set price_minor = 2500 where id = $1', part),
      { price: eur('25.00'), line_total: eur('50.00'), available: 5, ok: true, reason: null },
      eur('50.00'),
    ],
    [
      'the stock',
      (part: number) => shop.stock(part, 4, 3),
      { price: eur('10.00'), available: 1, ok: false, reason: 'insufficient_stock' },
      eur('0.00'),
    ],
    [
      'that it is for sale',
      (part: number) => shop.forSale(part, false),
      { price: null, line_total: null, available: 0, ok: false, reason: 'not_for_sale' },
      eur('0.00'),
    ],
    [
      'that it exists',
      (part: number) => change('update catalog.parts set deleted_at = now() where id = $1', part),
      { price: null, available: 0, ok: false, reason: 'not_for_sale' },
      eur('0.00'),
    ],
    [
      'its currency',
      (part: number) => change(`update catalog.parts set currency = 'USD' where id = $1`, part),
      { price: null, available: 0, ok: false, reason: 'not_for_sale' },
      eur('0.00'),
    ],
  ])(
    '%s shows at the next look, and checkout says the same',
    async (_what, happen, item, total) => {
      const part = await shop.part({ name: 'Filter', price: 1000, stock: 5 });
      const browser = guest();
      await browser.add(part, 2);
      await browser.cart();
      await happen(part);
      const cart = await browser.cart();
      expect(cart).toMatchObject({ items: [{ part_name: 'Filter', quantity: 2, ...item }], total });
      const { body } = await browser.call<CheckoutView>('POST', '/checkout/validate');
      const { ok, reason, available, as_of, stale } = cart.items[0]!;
      const line = {
        part_id: part,
        part_name: 'Filter',
        requested: 2,
        available,
        ok,
        reason,
        as_of,
        stale,
      };
      expect(body).toEqual({ ok, lines: [line], total });
    },
  );
});

describe('checkout', () => {
  it('flags each line that can’t be had, and counts the others', async () => {
    const [good, short, gone] = await shop.parts(3, { price: 300, stock: 5 });
    const browser = await customer();
    for (const part of [good, short, gone]) await browser.add(part!, 2);
    await shop.stock(short!, 1);
    await shop.forSale(gone!, false);
    const { body } = await browser.call<CheckoutView>('POST', '/checkout/validate');
    expect(body).toMatchObject({ ok: false, total: eur('6.00') });
    expect(body.lines.map(({ part_id, available, ok }) => [part_id, available, ok])).toEqual([
      [good, 5, true],
      [short, 1, false],
      [gone, 0, false],
    ]);
    const { body: cart } = await browser.call<CartView>('GET', '/cart');
    expect(cart.total).toEqual(eur('6.00'));
  });

  it('is not ok with an empty cart', async () => {
    const { body } = await guest().call<CheckoutView>('POST', '/checkout/validate');
    expect(body).toEqual({ ok: false, lines: [], total: eur('0.00') });
  });
});
