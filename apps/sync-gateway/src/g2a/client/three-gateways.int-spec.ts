import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildServices,
  endProcess,
  eventually,
  proofSize,
  redisOf,
  startBuilt,
} from '@tandem/testing';
import { SyncBench } from '../catalogue/spec-support.js';
import { Games } from '../purchases/spec-support.js';

/** As G2A has it with `--full`: 600 in any minute. The pace is the same in CI. */
const LIMIT = proofSize(600);
const WINDOW_MS = proofSize(60_000);
const ORDERS = proofSize(240);
const PRODUCTS = proofSize(6_000);
const LONG_MS = 1_200_000;

interface Requests {
  limit: number;
  peak: number;
  passed: number;
  turned_away: number;
}

/** The sum of the samples of a metric that have all of these labels. */
function sumOf(metrics: string, name: string, labels: readonly string[]): number {
  const samples = metrics
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && labels.every((one) => line.includes(one)));
  return samples.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

// Real here: three gateways that are processes of their own, Redis, PostgreSQL, and the simulated G2A, whose count of what came
// in is what counts.
describe('three gateways that buy as fast as they may while one of them follows the catalogue', () => {
  let games: Games;
  const running: { child: ChildProcess; url: string }[] = [];
  let ordered = 0;
  beforeAll(async () => {
    await buildServices();
    const limits = { REQUESTS_PER_MINUTE: String(LIMIT), WINDOW_MS: String(WINDOW_MS) };
    const named = (prefix: string) =>
      Object.fromEntries(
        Object.entries(limits).map(([name, value]) => [`${prefix}_${name}`, value]),
      );
    const env = {
      ...named('G2A'),
      REDIS_URL: `${redisOf('sync-gateway')}?keyPrefix=three-${process.pid}:`,
      G2A_INSTANCES: '3',
      // This instance hears of the orders, and buys nothing.
      G2A_PURCHASES_AT_ONCE: '0',
      G2A_KEY_LEASE_MS: '60000',
      G2A_UNCLEAR_PAYMENT_MS: '60000',
    };
    const simulator = { ...named('G2A_SIM'), G2A_SIM_PRODUCTS: String(PRODUCTS) };
    games = await Games.open(env, 1, simulator);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(running.map(({ child }) => endProcess(child)));
    await games?.close();
  });

  /** Calls to G2A that were answered, by gateway. */
  async function calls(): Promise<number[]> {
    const answered = ['system="g2a"', 'outcome="answered"'];
    const texts = running.map(async ({ url }) => (await fetch(`${url}/metrics`)).text());
    return (await Promise.all(texts)).map((text) => sumOf(text, 'outside_calls_total', answered));
  }

  async function allBought(): Promise<void> {
    const rows = await games.gateway.database.query<{ count: number; open: number }>(
      `select count(*)::int, (count(*) filter (where state <> 'delivered'))::int as open from sync.key_purchases`,
    );
    expect(rows).toEqual([{ count: ordered, open: 0 }]);
  }

  it(
    'never send more than the limit in any window, and all of it gets done',
    async () => {
      const env = { ...games.gateway.env, G2A_PURCHASES_AT_ONCE: '4' };
      while (running.length < 3) running.push(await startBuilt('sync-gateway', 'SYNC', env));
      const bench = new SyncBench(games.gateway);
      const run = await bench.start('products');
      const part = await games.part();
      // A gateway that is slow to wake may come too late for a burst: there is another one then.
      while (Math.min(...(await calls())) === 0) {
        for (let n = 0; n < ORDERS; n += 1) await games.ordered(part);
        ordered += ORDERS;
        await eventually(allBought, { timeoutMs: LONG_MS, everyMs: 200 });
      }
      expect(await bench.ended(run, LONG_MS)).toMatchObject({ status: 'completed', failed: 0 });

      const ledger = (await (await fetch(`${games.gateway.g2a.url}/_sim/ledger`)).json()) as {
        requests: Requests;
      };
      const { requests } = ledger;
      expect(requests).toMatchObject({ limit: LIMIT, turned_away: 0 });
      expect(requests.peak).toBeLessThanOrEqual(LIMIT);
      // More than one window has room for.
      expect(requests.passed).toBeGreaterThan(1.5 * LIMIT);
      process.stdout.write(
        `proof: ${requests.passed} requests, at most ${requests.peak} of ${LIMIT} in ${WINDOW_MS} ms, by gateway ${(await calls()).join(', ')}\n`,
      );
    },
    LONG_MS,
  );
});
