import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, proofSeed, proofSize } from '@tandem/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Games } from '../purchases/spec-support.js';
import { known, notify, orderedAtG2a, ORDERS, signed, told } from './spec-support.js';

const NOTIFICATIONS = proofSize(2_000);
const FORGERIES = proofSize(10_000);
const EVENTS = ['new', 'pending', 'complete'];
const TIMES = 3;
const AT_ONCE = 16;
const LONG_MS = 600_000;

/** The same for the same seed, whatever is drawn. */
const drawn = <T>(what: fc.Arbitrary<T>, seed: number): T =>
  fc.sample(what, { seed, numRuns: 1 })[0]!;

const shuffled = <T>(all: T[], seed: number): T[] =>
  drawn(fc.shuffledSubarray(all, { minLength: all.length }), seed);

async function eachAtOnce<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

// Real here: two sync gateways, PostgreSQL and the simulated G2A.
describe('notifications of orders, as many and as bad as they may be', () => {
  const seed = proofSeed();
  let games: Games;
  beforeAll(async () => {
    // No forgery is spared its look for being one of many.
    games = await Games.open({ G2A_IPN_REFUSALS_PER_MINUTE: '100000' }, 2);
    await games.gateway.g2a.control('settings', { pending_ms: 200 });
  });
  afterAll(() => games?.close());

  const inbox = () =>
    games.gateway.database.query<{ state: string; times_received: number; n: number }>(
      `select state, times_received, count(*)::int as n from sync.webhook_inbox group by 1, 2 order by 1, 2`,
    );
  const keptInAll = async () => (await inbox()).reduce((sum, { n }) => sum + n, 0);

  it(
    `${NOTIFICATIONS} shuffled, tripled and a third of them early end as G2A has it`,
    async () => {
      const orders = await Promise.all(
        Array.from({ length: Math.ceil(NOTIFICATIONS / EVENTS.length) }, () =>
          orderedAtG2a(games, 101),
        ),
      );
      const early = orders.filter((_, n) => n % 3 === 0);
      const ours: string[] = [];
      for (const order of orders) if (!early.includes(order)) ours.push(await known(games, order));
      const events = orders.flatMap(({ atG2a }) => EVENTS.map((status) => told(atG2a, { status })));
      const sent = shuffled(Array<typeof events>(TIMES).fill(events).flat(), seed);
      const refused: number[] = [];
      await eachAtOnce(sent, async (event) => {
        const { status } = await notify(games.gateway, event);
        if (status !== 202) refused.push(status);
      });
      expect(refused).toEqual([]);
      for (const order of early) ours.push(await known(games, order));

      await eventually(
        async () =>
          expect(await inbox()).toEqual([
            { state: 'applied', times_received: TIMES, n: events.length },
          ]),
        { timeoutMs: LONG_MS },
      );
      // Nothing but their notifications has set these purchases going.
      for (const order of ours) await games.settled(order, 'delivered');
      expect(await games.ledger()).toMatchObject({
        paid: orders.length,
        payments: orders.length,
        keys_handed_out: orders.length,
        asked_to_pay_twice: [],
        paid_without_key: [],
      });
    },
    2 * LONG_MS,
  );

  it(
    `${FORGERIES} forged or malformed are all refused, and nothing is kept of them`,
    async () => {
      const before = await keptInAll();
      const taken = await Promise.all([takenOnce(), takenOnce()]);
      const statuses = new Map<number, number>();
      const calls = fc.sample(forgery(taken), { seed, numRuns: FORGERIES });
      await eachAtOnce(calls, async ({ body, headers }) => {
        const { status } = await games.gateway.send('POST', ORDERS, { body, headers });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      });
      const wrong = [...statuses].filter(([status]) => ![400, 401, 413, 415, 422].includes(status));
      expect(wrong).toEqual([]);
      expect(statuses.get(401)).toBeGreaterThan(0);
      expect(await keptInAll()).toBe(before + taken.length);
    },
    2 * LONG_MS,
  );

  /** One that was let in: what was signed of it can be seen, and sent again. */
  async function takenOnce(): Promise<Taken> {
    const body = JSON.stringify(told(randomUUID()));
    const headers = signed(body);
    expect((await games.gateway.send('POST', ORDERS, { body, headers })).status).toBe(202);
    return { body, headers };
  }
});

interface Taken {
  body: string;
  headers: Record<string, string>;
}

/** Calls of whoever does not know the secret, or knows it and sends rubbish. */
function forgery(taken: Taken[]): fc.Arbitrary<Taken> {
  const good = fc.constantFrom(...EVENTS).map((status) => JSON.stringify(told('8123', { status })));
  const rubbish = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'null', '[]', '{', '{"a":', '"\\ud800"', '{"__proto__":{"x":1}}'),
    fc.constant('['.repeat(5_000)),
    fc.constant(JSON.stringify({ event_id: 'x'.repeat(10_000) })),
    fc
      .record({ event_id: fc.jsonValue(), order_id: fc.jsonValue() })
      .map((one) => JSON.stringify(one)),
  );
  const now = () => Math.floor(Date.now() / 1_000);
  const hex = fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'),
    minLength: 64,
    maxLength: 64,
  });
  const json = { 'content-type': 'application/json' };
  return fc.oneof(
    // Not signed, or by somebody else.
    good.map((body) => ({ body, headers: json })),
    good.map((body) => ({ body, headers: signed(body, { secret: 'guessed' }) })),
    fc.tuple(good, hex).map(([body, signature]) => ({
      body,
      headers: { ...signed(body), 'x-g2a-signature': signature },
    })),
    // Signed long ago, or for another body, time or nonce.
    fc.tuple(good, fc.integer({ min: 330, max: 1e9 })).map(([body, ago]) => ({
      body,
      headers: signed(body, { timestamp: String(now() - ago) }),
    })),
    fc.tuple(good, good).map(([body, other]) => ({ body: `${body} `, headers: signed(other) })),
    good.map((body) => ({ body, headers: { ...signed(body), 'x-g2a-nonce': randomUUID() } })),
    good.map((body) => ({
      body,
      headers: { ...signed(body), 'x-g2a-timestamp': String(now() - 1) },
    })),
    fc.tuple(good, fc.string()).map(([body, text]) => {
      const nonce = encodeURIComponent(text);
      return { body, headers: { ...signed(body), 'x-g2a-nonce': nonce } };
    }),
    // Seen on its way, and sent again.
    fc.constantFrom(...taken),
    // Rightly signed rubbish.
    rubbish.map((body) => ({ body, headers: signed(body) })),
    rubbish.map((body) => ({ body, headers: json })),
    good.map((body) => ({ body, headers: { ...signed(body), 'content-type': 'text/plain' } })),
    good.map((body) => ({
      body,
      headers: { ...signed(body), 'content-type': 'application/json; charset=latin1' },
    })),
  );
}
