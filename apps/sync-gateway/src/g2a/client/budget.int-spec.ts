import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, redisOf } from '@tandem/testing';
import type { SyncConfig } from '../../config.js';
import { SyncRedis } from '../../redis/sync-redis.js';
import { G2aBudget, SHARES, type BudgetClass } from './budget.js';

const LIMIT = 600;
const GATEWAYS = 3;
/** A tenth is kept for those that lose Redis. */
const SHARED = 0.9 * LIMIT;
const CALLS = 60;
/** Where the command has the share that may be used. */
const SHARE_AT = 9;

// Real here: Redis, and the budgets of three instances. Nobody calls G2A: a request is the right to make it.
describe('an order’s call, while every instance syncs as fast as it may', () => {
  const redises: SyncRedis[] = [];
  const budgets: G2aBudget[] = [];
  const given: { gateway: number; budget: BudgetClass }[] = [];
  /** What Redis said to each request for an order's turn, in its order. */
  const said: string[] = [];
  const flood: Promise<unknown>[] = [];

  beforeAll(async () => {
    for (let n = 0; n < GATEWAYS; n += 1) {
      const config = {
        redisUrl: `${redisOf('sync-gateway')}?keyPrefix=budget-${process.pid}:`,
        g2aRequestsPerMinute: LIMIT,
        g2aWindowMs: 6_000,
        g2aInstances: GATEWAYS,
        g2aDeadlineMs: 10_000,
      } as SyncConfig;
      redises.push(new SyncRedis(config));
      budgets.push(new G2aBudget(config, redises[n]!));
      listen(redises[n]!);
    }
    await eventually(() => expect(redises.map(({ client }) => client!.status)).toEqual(READY));
    for (const budget of budgets) budget.onApplicationBootstrap();
  });
  afterAll(async () => {
    for (const budget of budgets) budget.beforeApplicationShutdown();
    await Promise.allSettled(flood);
    for (const redis of redises) redis.onApplicationShutdown();
  });

  /** Notes what Redis decides. When this process goes on with it is a matter of how busy the machine is. */
  function listen({ client }: SyncRedis): void {
    const take = client!.syncTake.bind(client!);
    client!.syncTake = async (keys, ...args) => {
      const answer = await take(keys, ...args);
      if (args[SHARE_AT] === SHARES.order) said.push(answer[0]);
      return answer;
    };
  }

  async function call(n: number, budget: BudgetClass): Promise<void> {
    const gateway = n % GATEWAYS;
    const turn = await budgets[gateway]!.take(budget);
    given.push({ gateway, budget });
    turn.answered();
  }

  it('is let through before all that waits, out of what no sync may use', async () => {
    // Each has more waiting than several windows have room for.
    for (let n = 0; n < 10 * LIMIT; n += 1) {
      flood.push(call(n, n % 2 === 0 ? 'catalogue' : 'stock'));
    }
    const used: number[] = [];
    await eventually(
      async () => {
        used.push((await budgets[0]!.state()).used);
        expect(given.length).toBeGreaterThan(2 * LIMIT);
      },
      { timeoutMs: 300_000 },
    );
    // All that the two that follow the catalogue may use together.
    expect(Math.max(...used)).toBeLessThanOrEqual(SHARED * SHARES.stock);

    const passedBy: number[] = [];
    const waits: number[] = [];
    for (let n = 0; n < CALLS; n += 1) {
      // Whoever has a turn already has noted it then.
      await turnOfTheLoop();
      const [before, since] = [given.length, performance.now()];
      await call(n, 'order');
      waits.push(performance.now() - since);
      const mine = given.slice(before).filter(({ gateway }) => gateway === n % GATEWAYS);
      passedBy.push(mine.findIndex(({ budget }) => budget === 'order'));
    }
    // A turn that was asked for one of the thousands who wait is the order's as soon as there is one.
    expect(passedBy).toEqual(Array(CALLS).fill(0));
    // And no sync has used what it needs: Redis never has it wait.
    expect(said).not.toContain('wait');
    expect(said).toContain('taken');
    process.stdout.write(
      `proof: the longest wait of ${CALLS} calls of orders was ${Math.round(Math.max(...waits))} ms\n`,
    );
  }, 600_000);
});

const READY = Array(GATEWAYS).fill('ready');
