import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES } from '@tandem/contracts';
import { Shop } from '../../testing/shop.js';
import { moveIsLegal } from './order.js';

/** Real: PostgreSQL as the migrations make it. */
describe('the states of an order in the database', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop?.close());

  it('are those of the contract', async () => {
    const [row] = await shop.database.query<{ check: string }>(
      `select pg_get_constraintdef(oid) as check from pg_constraint
        where conname = 'orders_status' and conrelid = 'orders.orders'::regclass`,
    );
    const allowed = [...row!.check.matchAll(/'(\w+)'/g)].map(([, status]) => status);
    expect(allowed).toEqual(ORDER_STATUSES);
  });

  it('move into each other as the contract says, for each pair of them', async () => {
    const legal = await shop.database.query<{ a: string; b: string }>(
      `select a, b from unnest($1::text[]) a, unnest($1::text[]) b where orders.order_move_is_legal(a, b)`,
      [ORDER_STATUSES],
    );
    const pairs = ORDER_STATUSES.flatMap((a) => ORDER_STATUSES.map((b) => ({ a, b })));
    const promised = pairs.filter(({ a, b }) => moveIsLegal(a, b));
    expect(new Set(legal.map(({ a, b }) => `${a} ${b}`))).toEqual(
      new Set(promised.map(({ a, b }) => `${a} ${b}`)),
    );
  });
});
