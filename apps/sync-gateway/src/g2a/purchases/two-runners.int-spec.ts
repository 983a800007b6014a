import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TryLater } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import { CreateG2aOrder } from './create-g2a-order.js';
import { PayG2aOrder } from './pay-g2a-order.js';
import { Overtaken, readPurchase } from './purchase-store.js';
import type { Purchase } from './purchase.js';
import { Games } from './spec-support.js';
import { WatchG2aOrder } from './watch-g2a-order.js';

// Real here: PostgreSQL and the simulated G2A. Nobody buys by itself: a job that was taken for dead may run beside its successor.
describe('a purchase that two have in their hands, both as it was before', () => {
  let games: Games;
  beforeAll(async () => {
    games = await Games.open({ G2A_PURCHASES_AT_ONCE: '0', G2A_KEY_LEASE_MS: '60000' });
  });
  afterAll(() => games?.close());

  const service = <T>(type: new (...args: never[]) => T): T =>
    games.gateway.instances[0]!.app.get<T>(type, { strict: false });

  /** Both do it at once. @returns why one of them did not. */
  async function both(step: () => Promise<unknown>): Promise<unknown> {
    const results = await Promise.allSettled([step(), step()]);
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failures).toHaveLength(1);
    return failures[0];
  }

  it('goes every step once: one order, one payment, one key', async () => {
    const order = await games.ordered(await games.part());
    const { id } = await eventually(async () => {
      const [purchase] = await games.purchases(order);
      expect(purchase!.state).toBe('wanted');
      return purchase!;
    });
    const now = async (): Promise<Purchase> => (await readPurchase(service(Database), id))!;

    const wanted = await now();
    expect(await both(() => service(CreateG2aOrder).create(wanted))).toBeInstanceOf(Overtaken);
    const created = await now();
    expect(created.state).toBe('created');
    expect(await games.simOrders(order)).toHaveLength(1);

    const pay = () => service(PayG2aOrder).pay(created, created.order!);
    expect(await both(pay)).toBeInstanceOf(Overtaken);
    const paid = await now();
    expect(paid.state).toBe('paid');
    expect(await games.simOrders(order)).toMatchObject([{ pay_calls: 1, payments: 1 }]);

    const watch = () => service(WatchG2aOrder).watch(paid, paid.order!, 0);
    expect(await both(watch)).toBeInstanceOf(TryLater);
    expect((await now()).state).toBe('delivered');
    const [bought] = await games.simOrders(order);
    expect(bought!.keys_handed_out).toBe(1);
    expect((await games.keys(order)).map(({ key }) => key)).toEqual([bought!.key]);
  });
});
