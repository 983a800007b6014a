import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logOf, type Answer } from '@tandem/testing';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import { guestToken } from '../guests/guest-token.js';
import type { MigratedCartView, MigrationView } from './migration.dto.js';

const MOVED = { cart: 'moved', wishlist: 'moved' };
const NOT_NEEDED = { cart: 'not_needed', wishlist: 'not_needed' };

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ instances: 2 });
});
afterAll(() => shop?.close());

/** A call of auth after a sign-in. */
const signIn = (user_id: string, guest_token: string, instance = 0) =>
  shop.sendAs<MigrationView>('auth', 'POST', '/carts/migrate', {
    body: { user_id, guest_token },
    instance,
  });
/** The browser itself, when sign-in could not. */
const migrate = (browser: Browser): Promise<Answer<MigratedCartView>> =>
  browser.call<MigratedCartView>('POST', '/cart/migrate');

/** A browser of a guest and one of the account it will sign in to. */
async function twoBrowsers(): Promise<{ guest: Browser; user: Browser }> {
  const [guest, user] = [new Browser(shop), new Browser(shop)];
  user.person = await shop.customer();
  return { guest, user };
}

/** What was told of the moves into an account; its own changes of the cart are told as well. */
const movesOf = async (userId: string) =>
  (await shop.events(userId)).filter(({ type }) => type.endsWith('.migrated'));

/** The last statement of a move fails, after all others: nothing of them may stay. */
async function whileNothingCanBeTold(work: () => Promise<void>): Promise<void> {
  await shop.database.query(`
    create function orders.refuse_event() returns trigger language plpgsql as
      $$ begin raise exception 'no event today'; end $$;
    create trigger refuse_event before insert on orders.outbox for each row execute function orders.refuse_event()`);
  try {
    await work();
  } finally {
    await shop.database.query('drop function orders.refuse_event cascade');
  }
}

describe('at sign-in', () => {
  it('what a guest put together becomes the account’s, and only the account’s', async () => {
    const [a, b, c, d] = await shop.parts(4, { price: 1000, stock: 50 });
    const { guest, user } = await twoBrowsers();
    await user.add(a!, 2);
    await user.add(b!, 1);
    await user.wish(a!);
    await guest.add(b!, 3);
    await guest.add(c!, 4);
    await guest.wish(a!);
    await guest.wish(d!);
    const { status, body } = await signIn(user.person!.id, guest.guestToken);
    expect({ status, body }).toEqual({ status: 200, body: MOVED });
    const cart = await user.cart();
    expect(cart.items.map(({ part_id, quantity }) => [part_id, quantity])).toEqual([
      [a, 2],
      [b, 4],
      [c, 4],
    ]);
    expect((await user.wishes()).sort((x, y) => x - y)).toEqual([a, d]);
    expect(await guest.lines()).toEqual([]);
    expect(await guest.wishes()).toEqual([]);
    const events = await movesOf(user.person!.id);
    expect(events.map(({ type }) => type)).toEqual(['cart.migrated', 'wishlist.migrated']);
    expect(events[0]).toMatchObject({
      version: cart.version,
      payload: {
        user_id: user.person!.id,
        items: expect.arrayContaining([
          { part_id: a, quantity: 2, ok: true },
          { part_id: b, quantity: 4, ok: true },
          { part_id: c, quantity: 4, ok: true },
        ]),
      },
    });
    expect(events[1]!.payload['part_ids']).toEqual(expect.arrayContaining([a, d]));
  });

  it('quantities are added as far as there is enough', async () => {
    const part = await shop.part({ stock: 7, reserved: 1 });
    const { guest, user } = await twoBrowsers();
    await user.add(part, 4);
    await guest.add(part, 5);
    await signIn(user.person!.id, guest.guestToken);
    expect((await user.cart()).items[0]).toMatchObject({ quantity: 6, available: 6, ok: true });
  });

  it('what there is none of, or is not for sale any more, is kept and flagged', async () => {
    const [empty, gone, dollars] = await shop.parts(3, { stock: 9 });
    const { guest, user } = await twoBrowsers();
    await user.add(empty!, 2);
    for (const part of [empty!, gone!, dollars!]) await guest.add(part, 3);
    await shop.stock(empty!, 4, 4);
    await shop.forSale(gone!, false);
    await shop.database.query(`update catalog.parts set currency = 'USD' where id = $1`, [dollars]);
    await signIn(user.person!.id, guest.guestToken);
    const { items } = await user.cart();
    expect(items).toMatchObject([
      { part_id: empty, quantity: 5, ok: false, reason: 'insufficient_stock' },
      { part_id: gone, quantity: 3, ok: false, reason: 'not_for_sale' },
      { part_id: dollars, quantity: 3, ok: false, reason: 'not_for_sale' },
    ]);
    const [event] = await movesOf(user.person!.id);
    expect(event!.payload['items']).toEqual(
      [5, 3, 3].map((quantity, n) => ({ part_id: [empty, gone, dollars][n], quantity, ok: false })),
    );
  });

  it('a cart may grow beyond 100 lines, so that nothing is lost, and no further than one order reaches', async () => {
    const parts = await shop.parts(240, { stock: 9 });
    const { guest, user } = await twoBrowsers();
    await user.add(parts[0]!);
    await guest.add(parts[1]!);
    const fill = (owner: string, id: string, from: number, to: number) =>
      shop.database.query(
        `with touched as (update orders.carts set version = version where owner_kind = $1 and owner_id = $2
           returning owner_kind, owner_id)
         insert into orders.cart_items (owner_kind, owner_id, part_id, quantity)
         select owner_kind, owner_id, unnest($3::int[]), 1 from touched on conflict do nothing`,
        [owner, id, parts.slice(from, to)],
      );
    await fill('user', user.person!.id, 1, 100);
    await fill('guest', guest.guestId, 80, 180);
    await signIn(user.person!.id, guest.guestToken);
    const lines = new Map(await user.lines());
    expect(lines.size).toBe(180);
    expect([1, 80, 99, 179].map((n) => lines.get(parts[n]!))).toEqual([2, 2, 2, 1]);
    expect(await user.add(parts[239]!)).toMatchObject({ status: 422, body: { code: 'cart_full' } });

    await guest.add(parts[200]!);
    await fill('guest', guest.guestId, 201, 240);
    expect((await signIn(user.person!.id, guest.guestToken)).body.cart).toBe('moved');
    expect(await user.lines()).toHaveLength(200);
    const left = (await guest.lines()).map(([part]) => part);
    expect(left).toHaveLength(20);
    expect((await signIn(user.person!.id, guest.guestToken)).body.cart).toBe('not_needed');
    await user.call('DELETE', `/cart/items/${parts[0]}`);
    expect((await signIn(user.person!.id, guest.guestToken)).body.cart).toBe('moved');
    expect(await guest.lines()).toHaveLength(19);
    expect(new Map(await user.lines()).get(left[0]!)).toBe(1);
  });

  it('moves things once, when somebody signs in again or from many devices at once', async () => {
    const part = await shop.part({ stock: 500 });
    const { guest, user } = await twoBrowsers();
    await guest.add(part, 3);
    await guest.wish(part);
    const { id } = user.person!;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => signIn(id, guest.guestToken, n % 2)),
    );
    expect(answers.filter(({ body }) => body.cart === 'moved')).toHaveLength(1);
    expect(answers.filter(({ body }) => body.wishlist === 'moved')).toHaveLength(1);
    expect((await signIn(id, guest.guestToken)).body).toEqual(NOT_NEEDED);
    expect(await user.lines()).toEqual([[part, 3]]);
    expect(await shop.events(id)).toHaveLength(2);
  });

  it('moves things to one of two accounts that sign in with the same cookie at once', async () => {
    const part = await shop.part({ stock: 500 });
    for (let round = 0; round < 10; round += 1) {
      const { guest, user } = await twoBrowsers();
      const { user: other } = await twoBrowsers();
      await guest.add(part, 3);
      await Promise.all([
        signIn(user.person!.id, guest.guestToken, 0),
        signIn(other.person!.id, guest.guestToken, 1),
      ]);
      const lines = [...(await user.lines()), ...(await other.lines())];
      expect(lines).toEqual([[part, 3]]);
    }
  });

  it('needs the guest’s own cookie', async () => {
    const part = await shop.part({ stock: 5 });
    const { guest, user } = await twoBrowsers();
    await guest.add(part, 2);
    const forged = [
      guest.guestId,
      `${guest.guestId}.${'A'.repeat(43)}`,
      guestToken(guest.guestId, 'another-secret-of-thirty-two-characters'),
      '',
      'nonsense',
    ];
    for (const token of forged) {
      expect((await signIn(user.person!.id, token)).body).toEqual(NOT_NEEDED);
      user.cookie = `tandem_guest=${token}`;
      expect((await migrate(user)).body).toMatchObject({ cart: 'not_needed', items: [] });
    }
    expect(await guest.lines()).toEqual([[part, 2]]);
  });

  it('is not needed for a guest who has nothing, nor for one nobody has seen', async () => {
    const part = await shop.part({ stock: 5 });
    const { guest, user } = await twoBrowsers();
    await guest.add(part);
    await guest.call('DELETE', `/cart/items/${part}`);
    const stranger = guestToken(randomUUID(), 'a-guest-cookie-secret-used-by-tests-only');
    for (const token of [guest.guestToken, stranger]) {
      expect((await signIn(user.person!.id, token)).body).toEqual(NOT_NEEDED);
    }
    expect(await shop.events(user.person!.id)).toEqual([]);
    await guest.wish(part);
    expect((await signIn(user.person!.id, guest.guestToken)).body).toEqual({
      cart: 'not_needed',
      wishlist: 'moved',
    });
  });
});

describe('a move that failed', () => {
  it('leaves everything with the guest, and is finished by the browser', async () => {
    const [a, b] = await shop.parts(2, { stock: 9 });
    const browser = new Browser(shop);
    await browser.add(a!, 2);
    await browser.wish(b!);
    const before = { lines: await browser.lines(), wishes: await browser.wishes() };
    const person = await shop.customer();
    await whileNothingCanBeTold(async () => {
      expect((await signIn(person.id, browser.guestToken)).status).toBe(500);
    });
    expect({ lines: await browser.lines(), wishes: await browser.wishes() }).toEqual(before);
    browser.person = person;
    expect(await browser.lines()).toEqual([]);
    const { status, body } = await migrate(browser);
    expect({ status, ...body }).toMatchObject({ ...MOVED, status: 200, item_count: 2 });
    expect(body.items).toMatchObject([{ part_id: a, quantity: 2, ok: true }]);
    expect((await migrate(browser)).body).toMatchObject({ ...NOT_NEEDED, item_count: 2 });
  });
});

describe('the log', () => {
  /** What is logged of the moves of one account, as far as it is the same each time. */
  async function logged(userId: string, work: () => Promise<unknown>): Promise<object[]> {
    return (await logOf(work))
      .filter((line) => line.includes(userId))
      .map((line) => {
        const {
          time: _,
          correlation_id: __,
          ...fields
        } = JSON.parse(line) as Record<string, unknown>;
        return fields;
      });
  }

  it('has one line of each move that came about: whose, how many lines, and nothing else of them', async () => {
    const [a, b, c] = await shop.parts(3, { stock: 9 });
    const { guest, user } = await twoBrowsers();
    const { id } = user.person!;
    for (const part of [a!, b!]) await guest.add(part, 4);
    await guest.wish(c!);
    const lines = await logged(id, async () => {
      expect((await signIn(id, guest.guestToken)).body).toEqual(MOVED);
      expect((await signIn(id, guest.guestToken)).body).toEqual(NOT_NEEDED);
    });
    expect(lines).toEqual([
      {
        level: 'info',
        service: 'guests',
        msg: 'a guest was moved',
        user_id: id,
        outcome: 'moved',
        cart_lines: 2,
        wishlist_lines: 1,
      },
    ]);
  });

  it('has a line of each that failed', async () => {
    const part = await shop.part({ stock: 9 });
    const { guest, user } = await twoBrowsers();
    const { id } = user.person!;
    await guest.add(part);
    const lines = await logged(id, () =>
      whileNothingCanBeTold(async () => {
        expect((await signIn(id, guest.guestToken)).status).toBe(500);
      }),
    );
    expect(lines).toMatchObject([
      { level: 'warn', service: 'guests', user_id: id, outcome: 'failed' },
    ]);
  });
});

describe('a hundred guests who sign in at once', () => {
  it('with carts of every kind, each of them up to three times, lose nothing and double nothing', async () => {
    const parts = await shop.parts(30, { stock: 100_000 });
    const pick = (max: number): number => Math.floor(Math.random() * max);
    const fill = async (browser: Browser): Promise<Map<number, number>> => {
      const wanted = new Map<number, number>();
      for (let n = pick(5); n >= 0; n -= 1) {
        const [part, quantity] = [parts[pick(parts.length)]!, 1 + pick(9)];
        expect((await browser.add(part, quantity)).status).toBe(200);
        wanted.set(part, (wanted.get(part) ?? 0) + quantity);
      }
      return wanted;
    };
    const people = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const { guest, user } = await twoBrowsers();
        const wanted = await fill(guest);
        if (n % 2 === 0) {
          for (const [part, quantity] of await fill(user)) {
            wanted.set(part, (wanted.get(part) ?? 0) + quantity);
          }
        }
        const wishes = new Set(Array.from({ length: pick(4) }, () => parts[pick(30)]!));
        for (const part of wishes) await guest.wish(part);
        return { guest, user, wanted, wishes };
      }),
    );
    const times = (n: number) => 1 + (n % 3);
    const signIns = people.flatMap(({ guest, user }, n) =>
      Array.from({ length: times(n) }, (_, time) =>
        signIn(user.person!.id, guest.guestToken, time % 2),
      ),
    );
    const answers = await Promise.all(signIns);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(answers.filter(({ body }) => body.cart === 'moved')).toHaveLength(100);
    const byPart = (a: [number, number], b: [number, number]) => a[0] - b[0];
    await Promise.all(
      people.map(async ({ guest, user, wanted, wishes }) => {
        expect((await user.lines()).sort(byPart)).toEqual([...wanted].sort(byPart));
        expect(new Set(await user.wishes())).toEqual(wishes);
        expect(await guest.lines()).toEqual([]);
        expect(await guest.wishes()).toEqual([]);
      }),
    );
  });

  it('while they go on shopping: each thing is in exactly one of the two carts', async () => {
    const parts = await shop.parts(6, { stock: 1000 });
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { guest, user } = await twoBrowsers();
        await guest.add(parts[0]!);
        const { guestToken: token } = guest;
        const { id } = user.person!;
        await Promise.all([
          ...parts.slice(1).map((part) => guest.add(part)),
          ...parts.map((part) => user.add(part)),
          signIn(id, token, 0),
          signIn(id, token, 1),
        ]);
        const lines = [...(await guest.lines()), ...(await user.lines())];
        for (const part of parts) {
          const count = lines.filter(([id]) => id === part).reduce((sum, [, n]) => sum + n, 0);
          expect(count).toBe(2);
        }
      }),
    );
  });
});
