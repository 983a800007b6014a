import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, proofSize } from '@tandem/testing';
import type { Pool } from 'undici';
import { SyncBench } from '../catalogue/spec-support.js';
import { G2aBudget } from '../client/budget.js';
import { G2aClient } from '../client/g2a-client.js';
import { Games } from './spec-support.js';

const HUNG_MS = proofSize(180_000);
const UNITS = proofSize(100, 20);
const PRODUCTS = 200;
const AT_CHECKOUT = 100;
/** Of a gateway: purchases at once, and a run. Whoever stands at the checkout has gone by then. */
const MOST_OPEN = 4 + 1;
const LONG_MS = 600_000;
/** A key that was on its way is lost, and whether a payment ever arrived may be for staff to find out. */
const ENDS = /^(delivered|needs_staff key_taken|needs_staff payment_unclear)$/;

interface Host {
  pool: Pool;
}

/** Calls to G2A that somebody began and nobody has ended, those that wait for their turn included, by instance. */
function openCalls({ gateway }: Games): number[] {
  return gateway.instances.map(({ app }) => {
    const { waiting } = app.get(G2aBudget) as unknown as { waiting: Record<string, unknown[]> };
    const { host, live } = app.get(G2aClient) as unknown as { host: Host; live: Host };
    const lines = Object.values(waiting).reduce((sum, line) => sum + line.length, 0);
    return [host, live].reduce((sum, one) => sum + one.pool.stats.size, lines);
  });
}

/** What the checkout is told of a game. */
async function ask({ gateway }: Games, part: number): Promise<number | null> {
  const answer = await gateway.sendAs<{ items: { quantity: number | null }[] }>(
    'order',
    'POST',
    '/availability',
    { body: { part_ids: [part] } },
  );
  return answer.body.items[0]!.quantity;
}

const atOnce = (games: Games, part: number) =>
  Promise.all(Array.from({ length: AT_CHECKOUT }, () => ask(games, part)));

// Real here: the simulated G2A as a process that stands still: its sockets take everything and answer nothing. PostgreSQL.
describe('a G2A that hangs in the middle of orders and a sync', () => {
  let games: Games;
  let part: number;
  beforeAll(async () => {
    const env = { G2A_DEADLINE_MS: '1000', G2A_UNCLEAR_PAYMENT_MS: '20000' };
    games = await Games.open({ ...env, G2A_KEY_LEASE_MS: '3000' }, 2, {
      G2A_SIM_PRODUCTS: String(PRODUCTS),
    });
    part = await games.part();
  }, 120_000);
  afterAll(() => games?.close());

  const states = async () => {
    const rows = await games.gateway.database.query<{ state: string; reason: string | null }>(
      'select state, reason from sync.key_purchases',
    );
    return rows.map(({ state, reason }) => [state, reason].join(' ').trim());
  };
  it(
    'is not piled up in front of, and everything comes to its end once it goes on',
    async () => {
      const { g2a } = games.gateway;
      const bench = new SyncBench(games.gateway);
      await g2a.control('faults', { path: '/v1/*', delay_ms: 50, times: 100_000 });
      const run = await bench.start('products');
      for (let n = 0; n < UNITS; n += 1) await games.ordered(part);
      await eventually(async () => expect(await states()).toContain('delivered'));
      g2a.hang();
      const [until, heap] = [performance.now() + HUNG_MS, [] as number[]];
      const openAtOnce: number[] = [];
      try {
        while (performance.now() < until) {
          const answers = await atOnce(games, part);
          expect(answers.filter((quantity) => quantity !== null)).toEqual([]);
          // Whoever left the checkout this very moment may take theirs back a moment later.
          await eventually(() => {
            const open = openCalls(games);
            expect(Math.max(...open)).toBeLessThanOrEqual(MOST_OPEN);
            openAtOnce.push(...open);
          });
          heap.push(process.memoryUsage().heapUsed);
        }
      } finally {
        g2a.goOn();
      }
      const since = performance.now();
      await g2a.control('faults/clear');
      await eventually(
        async () => {
          const ends = await states();
          expect(ends).toHaveLength(UNITS);
          expect(ends.filter((end) => !ENDS.test(end))).toEqual([]);
        },
        { timeoutMs: LONG_MS, everyMs: 200 },
      );
      const took = performance.now() - since;
      expect(await bench.ended(run, LONG_MS)).toMatchObject({ status: 'completed', failed: 0 });
      const unclear = (await states()).filter((end) => end.endsWith('unclear')).length;
      const paid = { payments: UNITS - unclear, asked_to_pay_twice: [] };
      expect(await games.ledger()).toMatchObject(paid);
      const mega = (bytes = 0) => Math.round(bytes / 1_000_000);
      process.stdout.write(
        `proof: hung for ${HUNG_MS} ms with ${Math.max(...openAtOnce)} calls open, done ${Math.round(took)} ms later; heap ${mega(heap[0])} MB, ${mega(Math.max(...heap))} at most, ${mega(heap.at(-1))} at last\n`,
      );
      await eventually(async () => expect(await ask(games, part)).toBeGreaterThan(0));
    },
    LONG_MS + HUNG_MS,
  );
});

describe('a budget of requests that is used up', () => {
  let games: Games;
  beforeAll(async () => {
    games = await Games.open({ G2A_REQUESTS_PER_MINUTE: '10' });
  }, 120_000);
  afterAll(() => games?.close());

  it('is not waited for by those who have left the checkout', async () => {
    const part = await games.part();
    const answers = await atOnce(games, part);
    expect(answers.filter((quantity) => quantity === null).length).toBeGreaterThan(0);
    await eventually(() => expect(openCalls(games)).toEqual([0]));
  });
});
