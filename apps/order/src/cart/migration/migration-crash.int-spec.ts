import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import type { MigrationView } from './migration.dto.js';

describe('a hundred guests who sign in while connections to the database break again and again', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  /** Ends every connection of the service, whatever it is doing: as when the process behind it dies. */
  const breakConnections = () =>
    shop.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'tandem_orders'`,
    );

  it('have each thing once: in the account, or still as guests and moved at the next try', async () => {
    const parts = await shop.parts(10, { stock: 100_000 });
    const people = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const guest = new Browser(shop, n % 2);
        const mine = parts.slice(n % 8, (n % 8) + 3);
        for (const part of mine) await guest.add(part, 1 + (n % 5));
        await guest.wish(mine[0]!);
        const { id } = await shop.customer();
        return { guest, id, mine, quantity: 1 + (n % 5) };
      }),
    );
    const signIn = ({ guest, id }: { guest: Browser; id: string }) =>
      shop.sendAs<MigrationView>('auth', 'POST', '/carts/migrate', {
        body: { user_id: id, guest_token: guest.guestToken },
      });
    let answered = 0;
    let broken = 0;
    const first = await Promise.all(
      people.map(async (person) => {
        const { status } = await signIn(person);
        answered += 1;
        if (answered % 10 === 1) broken += (await breakConnections()).length;
        return status;
      }),
    );
    expect(broken).toBeGreaterThan(0);
    const failed = people.filter((_, n) => first[n] !== 200);
    expect(failed.length).toBeGreaterThan(0);

    const stored = await shop.database.query<{ owner: string; part_id: number; quantity: number }>(
      `select owner_kind || ':' || owner_id as owner, part_id, quantity from orders.cart_items order by part_id`,
    );
    const at = (owner: string) =>
      stored.filter((line) => line.owner === owner).map((line) => [line.part_id, line.quantity]);
    for (const { guest, id, mine, quantity } of people) {
      const whole = mine.map((part) => [part, quantity]);
      // All with one of the two, nothing with the other, before anybody has tried again.
      expect([whole, []]).toContainEqual(at(`user:${id}`));
      expect([...at(`user:${id}`), ...at(`guest:${guest.guestId}`)]).toEqual(whole);
    }

    for (const person of failed) expect((await signIn(person)).status).toBe(200);
    for (const { guest, id, mine, quantity } of people) {
      const user = new Browser(shop);
      user.person = await shop.customer(id);
      expect(await user.lines()).toEqual(mine.map((part) => [part, quantity]));
      expect(await user.wishes()).toEqual([mine[0]]);
      expect(await guest.lines()).toEqual([]);
      expect(await shop.events(id)).toHaveLength(2);
    }
  });
});
