import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildServices, endProcess, eventually, proofSize, startBuilt } from '@tandem/testing';
import { Games } from './spec-support.js';

/** Every place between two steps of a purchase; where money or a key may be lost comes first. */
const POINTS = [
  'g2a_purchase.pay_announced',
  'g2a_purchase.paid',
  'g2a_purchase.key_read',
  'g2a_purchase.ordered',
  'g2a_purchase.order_kept',
  'g2a_purchase.payment_kept',
  'g2a_purchase.key_asked',
  'g2a_purchase.key_kept',
].slice(0, proofSize(8, 4));

// Real here: the gateways that die are processes of their own, killed with SIGKILL; PostgreSQL; the simulator. Theirs takes a
// while: a job of a dead worker is taken over within half a minute.
describe('a game whose buyer is killed', () => {
  let games: Games;
  let home: string;
  beforeAll(async () => {
    await buildServices();
    // This instance hears of the orders, and buys nothing.
    games = await Games.open({ G2A_PURCHASES_AT_ONCE: '0' });
    home = mkdtempSync(join(tmpdir(), 'tandem-purchases-'));
  }, 300_000);
  afterAll(async () => {
    await games?.close();
    if (home) rmSync(home, { recursive: true });
  });

  const buyer = (faultFile: string) =>
    startBuilt('sync-gateway', 'SYNC', {
      ...games.gateway.env,
      G2A_PURCHASES_AT_ONCE: '2',
      TANDEM_FAULT_FILE: faultFile,
    });

  it('at any step is paid for once, and ends with its key, or with staff who know why', async () => {
    const orders: string[] = [];
    for (const point of POINTS) {
      const faultFile = join(home, point);
      writeFileSync(faultFile, point);
      const { child } = await buyer(faultFile);
      orders.push(await games.ordered(await games.part()));
      await eventually(() => child.signalCode === 'SIGKILL', { timeoutMs: 60_000 });
    }
    const { child } = await buyer(join(home, 'none'));
    try {
      const ends = () =>
        games.gateway.database.query<{ end: string; count: number }>(
          `select concat_ws(' ', state, reason) as end, count(*)::int from sync.key_purchases group by 1 order by 1`,
        );
      await eventually(
        async () =>
          expect(await ends()).toEqual([
            { end: 'delivered', count: POINTS.length - 2 },
            // Killed with the key in its hands.
            { end: 'needs_staff key_taken', count: 1 },
            // Killed before it told G2A to pay: nobody can know that it did not.
            { end: 'needs_staff payment_unclear', count: 1 },
          ]),
        { timeoutMs: 120_000, everyMs: 200 },
      );
    } finally {
      await endProcess(child);
    }
    for (const order of orders) {
      const made = await games.simOrders(order);
      const payments = made.reduce((sum, one) => sum + one.payments, 0);
      const [purchase] = await games.purchases(order);
      expect(payments).toBe(purchase!.reason === 'payment_unclear' ? 0 : 1);
      const keys = (await games.keys(order)).map(({ key }) => key);
      const bought = made.filter((one) => one.payments > 0).map(({ key }) => key);
      expect(keys).toEqual(purchase!.state === 'delivered' ? bought : []);
    }
    expect(await games.ledger()).toMatchObject({
      asked_to_pay_twice: [],
      payments: POINTS.length - 1,
      keys_handed_out: POINTS.length - 1,
    });
  }, 400_000);
});
