import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redisOf } from '@tandem/testing';
import { SyncBench } from '../g2a/catalogue/spec-support.js';
import { Gateway } from '../testing/gateway.js';
import type { IntegrationsView } from './integrations.dto.js';

// Real here: the simulated G2A, a process of its own, PostgreSQL and Redis.
describe('the systems outside, as staff see them', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  beforeAll(async () => {
    gateway = await Gateway.open({
      simulator: { G2A_SIM_PRODUCTS: '10' },
      env: {
        G2A_PRODUCTS_CRON: '0 4 29 2 *',
        G2A_STOCK_CRON: '30 5 29 2 *',
        G2A_REQUESTS_PER_MINUTE: '600',
        REDIS_URL: `${redisOf('sync-gateway')}?keyPrefix=overview-${process.pid}:`,
      },
    });
    bench = new SyncBench(gateway);
  });
  afterAll(() => gateway?.close());
  const read = async () => (await bench.call<IntegrationsView>('GET', '/health')).body;

  it('have a state, a last and a next run, and a budget of which something is left', async () => {
    await bench.sync();
    expect(await read()).toMatchObject({
      sources: [
        { source: 'g2a', enabled: true, last_success_at: null, is_stale: false },
        { source: 'warehouse' },
      ],
      runs: [{ kind: 'g2a_products', status: 'completed' }],
      next_runs: [
        { kind: 'g2a_products', at: expect.stringContaining('-02-29T04:00:00') },
        { kind: 'g2a_stock', at: expect.stringContaining('-02-29T05:30:00') },
      ],
      g2a: { breaker: 'closed', budget: { shared: true, instances: 1, limit: 600 } },
    });
    const { used, left } = (await read()).g2a.budget;
    expect(used).toBeGreaterThan(0);
    expect(left).toEqual({ order: 600 - used, stock: 510 - used, catalogue: 420 - used });
  });

  it('are heard when their stock was checked', async () => {
    await bench.checkStock();
    const [g2a] = (await read()).sources;
    expect(g2a).toMatchObject({ source: 'g2a', last_success_at: expect.any(String) });
  });
});
