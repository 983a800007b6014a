import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { SyncStandIn } from '../../money/payments/spec-support.js';
import { WholeShop } from '../../testing/whole-shop.js';

/** As many as a gateway that dies again and again has cost an order. */
const FAILED = 11;

// Real here: order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('an order whose payment can’t be begun, because nobody who takes it answers', () => {
  let sync: SyncStandIn;
  let shop: WholeShop;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(WholeShop, {
      env: { ORDER_ANSWER_DEADLINE_MS: '300', ORDER_GIVE_UP_SECONDS: '600' },
    });
  });
  afterEach(async () => {
    sync.answering = true;
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  const rowOf = async (key: string) => {
    const [row] = await shop.database.query<{ step: string; attempts: number }>(
      `select next_step as step, attempts from orders.orders where idempotency_key = $1`,
      [key],
    );
    return row!;
  };

  it('is tried again within seconds, however often it has failed, and begun when somebody does', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await shop.shopper(0);
    await shop.fill(cora, { [part]: 1 });
    const key = crypto.randomUUID();
    sync.answering = false;
    expect(await shop.order(cora, { key, method: 'g2a_pay' })).toMatchObject({
      status: 503,
      body: { code: 'order_in_progress' },
    });
    expect((await rowOf(key)).step).toBe('pay');
    await shop.database.query(`update orders.orders set attempts = $2 where idempotency_key = $1`, [
      key,
      FAILED,
    ]);
    // Half a minute each, as it was, would be too long for three.
    await eventually(async () => expect((await rowOf(key)).attempts).toBeGreaterThan(FAILED + 3), {
      timeoutMs: 60_000,
    });
    sync.answering = true;
    await eventually(async () =>
      expect(await shop.order(cora, { key, method: 'g2a_pay' })).toMatchObject({
        status: 201,
        body: { status: 'awaiting_payment' },
      }),
    );
  });
});
