import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, proofSize, type Answer } from '@tandem/testing';
import type { Person } from '../../testing/shop.js';
import { WholeShop, type OrderAnswer } from '../../testing/whole-shop.js';

// Hundreds of orders a test: it ends what hangs, and no slow machine.
jest.setTimeout(900_000);

describe('many buyers, few pieces, two instances of the order service', () => {
  let shop: WholeShop;
  let crowd: Person[];
  beforeAll(async () => {
    shop = await WholeShop.open({ instances: 2 });
    crowd = await shop.shoppers(500, 1_000_000);
  });
  afterAll(() => shop?.close());

  const buyAll = (buyers: Person[]): Promise<Answer<OrderAnswer>[]> =>
    Promise.all(buyers.map((buyer, n) => buy(buyer, n % 2)));

  /** A busy shop says 503 while an order is not decided, and whoever orders asks again with the same key, as browsers do. */
  function buy(buyer: Person, instance: number): Promise<Answer<OrderAnswer>> {
    const key = randomUUID();
    return eventually(
      async () => {
        const answer = await shop.order(buyer, { key, instance });
        if (answer.status === 503) throw new Error(JSON.stringify(answer.body));
        return answer;
      },
      { timeoutMs: 300_000, everyMs: 500 },
    );
  }

  async function emptyCarts(): Promise<void> {
    await shop.database.query('delete from orders.cart_items');
  }

  it('one piece, 200 buyers at once, 50 rounds (5 in CI): exactly one order each round', async () => {
    for (let round = 0; round < proofSize(50); round += 1) {
      const part = await shop.part({ stock: 1 });
      const buyers = crowd.slice(0, 200);
      await fillAll(buyers, () => ({ part, quantity: 1 }));
      const answers = await buyAll(buyers);
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'insufficient_stock')).toHaveLength(199);
      await emptyCarts();
    }
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('ten pieces, 500 buyers who want one to three: what is sold and what is left are ten', async () => {
    const part = await shop.part({ stock: 10 });
    await fillAll(crowd, (n) => ({ part, quantity: 1 + (n % 3) }));
    const answers = await buyAll(crowd);
    await shop.settled();
    const sold = answers
      .filter(({ status }) => status === 201)
      .flatMap(({ body }) => body['items'] as { quantity: number }[])
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const left = await shop.stockOf(part);
    expect(left.reserved).toBe(0);
    expect(sold + left.current).toBe(10);
    expect(sold).toBeGreaterThanOrEqual(8);
    expect(await shop.discrepancies()).toEqual([]);
    await emptyCarts();
  });

  it('baskets of the same parts in opposite order: no deadlock, no basket half sold', async () => {
    const parts = await shop.parts(5, { stock: 40 });
    const buyers = crowd.slice(0, 100);
    for (const [n, buyer] of buyers.entries()) {
      const order = n % 2 ? parts : [...parts].reverse();
      await shop.fill(buyer, Object.fromEntries(order.map((part) => [part, 1])));
    }
    const answers = await buyAll(buyers);
    await shop.settled();
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
    for (const part of parts) {
      expect(await shop.stockOf(part)).toEqual({ current: 0, reserved: 0 });
    }
    const [row] = await shop.database.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(Number(row!.deadlocks)).toBe(0);
    expect(await shop.discrepancies()).toEqual([]);
  });

  async function fillAll(
    buyers: Person[],
    want: (n: number) => { part: number; quantity: number },
  ): Promise<void> {
    await shop.database.query(
      `with buyers as (select * from unnest($1::uuid[], $2::int[], $3::int[]) as b (id, part_id, quantity)),
       opened as (insert into orders.carts as c (owner_kind, owner_id, version) select 'user', id, 1 from buyers order by id
         on conflict (owner_kind, owner_id) do update set version = c.version)
       insert into orders.cart_items (owner_kind, owner_id, part_id, quantity) select 'user', id, part_id, quantity from buyers`,
      [
        buyers.map(({ id }) => id),
        buyers.map((_, n) => want(n).part),
        buyers.map((_, n) => want(n).quantity),
      ],
    );
  }
});
