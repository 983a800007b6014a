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

// Real here: Redis, and the budgets of three instances. Nobody calls G2A: a request is the right to make it.
describe('an order’s call, while every instance syncs as fast as it may', () => {
  const redises: SyncRedis[] = [];
  const budgets: G2aBudget[] = [];
  const given: BudgetClass[] = [];
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
    }
    await eventually(() => expect(redises.map(({ client }) => client!.status)).toEqual(READY));
    for (const budget of budgets) budget.onApplicationBootstrap();
  });
  afterAll(async () => {
    for (const budget of budgets) budget.beforeApplicationShutdown();
    await Promise.allSettled(flood);
    for (const redis of redises) redis.onApplicationShutdown();
  });

  async function call(n: number, budget: BudgetClass): Promise<void> {
    const turn = await budgets[n % GATEWAYS]!.take(budget);
    given.push(budget);
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
      { timeoutMs: 90_000 },
    );
    // All that the two that follow the catalogue may use together.
    expect(Math.max(...used)).toBeLessThanOrEqual(SHARED * SHARES.stock);

    const passedBy: number[] = [];
    const waits: number[] = [];
    for (let n = 0; n < CALLS; n += 1) {
      const [before, since] = [given.length, performance.now()];
      await call(n, 'order');
      waits.push(performance.now() - since);
      passedBy.push(given.slice(before, -1).filter((one) => one !== 'order').length);
    }
    // Of each instance, one turn may have been under way already.
    expect(Math.max(...passedBy)).toBeLessThanOrEqual(GATEWAYS);
    process.stdout.write(
      `proof: the longest wait of ${CALLS} calls of orders was ${Math.round(Math.max(...waits))} ms\n`,
    );
  }, 150_000);
});

const READY = Array(GATEWAYS).fill('ready');
