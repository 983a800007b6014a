import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, proofSeed, proofSize } from '@tandem/testing';
import { Games, type SimOrder } from './spec-support.js';

const UNITS = proofSize(500);
/** One call of five fails. */
const FAULTS_PER_UNIT = 1;

const CALLS = [
  ['POST', '/v1/order'],
  ['PUT', '/v1/order/pay/*'],
  ['GET', '/v1/order/details/*'],
  ['GET', '/v1/order/key/*'],
] as const;

/** It takes effect when its caller has given it up. */
const LATE = { late_ms: 700 };

/** What may happen to a call; the last ones after it took effect. */
const KINDS = [
  { status: 500, code: 'ERR99' },
  { status: 503 },
  { status: 429, code: 'BR03' },
  { status: 403, code: 'ORD03' },
  { drop: true },
  { malformed: true },
  LATE,
  { status: 500, code: 'API00', applied: true },
  { drop: true, applied: true },
  { malformed: true, applied: true },
  { delay_ms: 2_500, applied: true },
];

/** Of the payment alone: refusals that have their own outcome. */
const REFUSALS = [
  { status: 403, code: 'ORD114' },
  { status: 403, code: 'ORD112' },
  { status: 402, code: 'ORD110' },
  { status: 402, code: 'ORD05', applied: true },
];

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Bought {
  id: string;
  state: string;
  reason: string | null;
  g2a_orders: string[];
  paid_minor: number;
}

describe('many games, bought while every fifth call to G2A goes wrong', () => {
  let games: Games;
  const random = randomFrom(proofSeed());
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  beforeAll(async () => {
    // A call that takes effect late is waited for.
    const settings = { G2A_DEADLINE_MS: '2000', G2A_UNCLEAR_PAYMENT_MS: '8000' };
    games = await Games.open(settings, 2);
  }, 120_000);
  afterAll(() => games?.close());

  async function spoilOne(): Promise<void> {
    const [method, path] = one(CALLS);
    const refuse = method === 'PUT' && random() < 0.4;
    await games.spoil(method, path, refuse ? one(REFUSALS) : one(KINDS));
  }

  async function bought(): Promise<Bought[]> {
    return games.gateway.database.query<Bought>(
      `select p.id, p.state, p.reason, array_remove(array_agg(o.g2a_order_id), null) as g2a_orders,
              coalesce(sum(o.price_minor) filter (where o.paid_at is not null), 0)::int as paid_minor
         from sync.key_purchases p left join sync.g2a_orders o on o.purchase_id = p.id group by p.id`,
    );
  }

  it('have each its one key and were paid for once, or have an end that says why', async () => {
    const parts = await Promise.all(Array.from({ length: 10 }, () => games.part()));
    const orders: string[] = [];
    for (let left = UNITS; left > 0;) {
      const units = Math.min(left, 1 + Math.floor(random() * 4));
      left -= units;
      for (let n = 0; n < units * FAULTS_PER_UNIT; n += 1) await spoilOne();
      // The one that buys twice where a call without an answer is taken for one without an effect.
      if (orders.length % 8 === 0) await games.spoil('PUT', '/v1/order/pay/*', LATE);
      orders.push(await games.ordered(one(parts), { units }));
    }
    const ends = /^(delivered|refund|needs_staff)$/;
    const all = await eventually(
      async () => {
        const rows = await bought();
        expect(rows.filter(({ state }) => !ends.test(state))).toEqual([]);
        expect(rows).toHaveLength(UNITS);
        return rows;
      },
      { timeoutMs: 900_000, everyMs: 250 },
    );

    const answer = await fetch(`${games.gateway.g2a.url}/_sim/orders`);
    const { items } = (await answer.json()) as { items: SimOrder[] };
    const sim = new Map(items.map((order) => [order.order_id, order]));
    expect(items.filter(({ payments }) => payments > 1)).toEqual([]);
    expect(await games.ledger()).toMatchObject({ asked_to_pay_twice: [] });

    // Every payment at G2A is one of ours, and ours are G2A's, to the cent.
    const known = new Set(all.flatMap(({ g2a_orders }) => g2a_orders));
    const paid = items.filter(({ payments }) => payments > 0);
    expect(paid.filter(({ order_id }) => !known.has(order_id))).toEqual([]);
    for (const { id, g2a_orders, paid_minor } of all) {
      const mine = g2a_orders.map((order) => sim.get(order)!);
      const spent = mine.reduce((sum, { price, payments }) => sum + price * payments, 0);
      const payments = mine.reduce((sum, order) => sum + order.payments, 0);
      expect({ id, payments: Math.max(payments, 1) }).toEqual({ id, payments: 1 });
      expect({ id, spent: Math.round(spent * 100) }).toEqual({ id, spent: paid_minor });
    }

    const keys: { key: string }[] = [];
    for (const order of orders) keys.push(...(await games.keys(order)));
    const delivered = all.filter(({ state }) => state === 'delivered');
    const owed = delivered.map(
      ({ g2a_orders }) =>
        g2a_orders.map((order) => sim.get(order)!).find(({ payments }) => payments > 0)!.key,
    );
    expect(keys.map(({ key }) => key).sort()).toEqual(owed.sort());
    expect(new Set(owed).size).toBe(delivered.length);
    // Nothing was paid for what ended without a key, but where staff are told that it was, or may have been.
    const spentOn = all.filter(({ state, paid_minor }) => state !== 'delivered' && paid_minor > 0);
    expect(spentOn.filter(({ reason }) => reason !== 'key_taken')).toEqual([]);
    const tally = Map.groupBy(all, ({ state, reason }) => [state, reason].join(' ').trim());
    const counts = [...tally].map(([end, { length }]) => `${end}: ${length}`);
    process.stdout.write(`proof: ${UNITS} games, ${counts.sort().join(', ')}\n`);
    expect(delivered.length).toBeGreaterThan(UNITS / 3);
  }, 1_000_000);
});
