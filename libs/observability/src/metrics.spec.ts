import { describe, expect, it } from '@jest/globals';
import { metrics } from './domain-metrics.js';
import { counter, gauge, metricsText } from './metrics.js';

describe('the metrics text', () => {
  it('names the metrics as the requirements do', async () => {
    metrics.syncLatency.record(12, { operation: 'stock.updated' });
    metrics.syncFailures.add(1, { operation: 'stock.updated', error_type: 'timeout' });
    for (const hit of [true, true, true, false]) metrics.cacheHit('part', hit);
    const text = await metricsText();
    expect(text).toContain('database_sync_latency_ms_bucket{operation="stock.updated",le="20"} 1');
    expect(text).toContain('sync_failures_total{operation="stock.updated",error_type="timeout"} 1');
    expect(text).toContain('cache_hit_rate{cache_type="part"} 0.75');
    expect(text).toContain('cache_requests_total{cache_type="part",result="hit"} 3');
    expect(text).toContain('cache_requests_total{cache_type="part",result="miss"} 1');
  });

  it('reads a gauge when asked, until it is stopped', async () => {
    let unpublished = 3;
    let readings = 0;
    const reading = gauge('outbox_unpublished', () => {
      readings += 1;
      return [{ value: unpublished, attributes: { schema: 'catalog' } }];
    });
    expect(await metricsText()).toContain('outbox_unpublished{schema="catalog"} 3');
    unpublished = 0;
    expect(await metricsText()).toContain('outbox_unpublished{schema="catalog"} 0');
    reading.stop();
    await metricsText();
    expect(readings).toBe(2);
  });

  it('shows the gauges of two services of one process side by side', async () => {
    for (const schema of ['catalog', 'inventory']) {
      gauge('outbox_oldest', () => [{ value: 1, attributes: { schema } }]);
    }
    const text = await metricsText();
    expect(text).toContain('outbox_oldest{schema="catalog"} 1');
    expect(text).toContain('outbox_oldest{schema="inventory"} 1');
  });

  it('keeps counting where two modules name the same counter', async () => {
    counter('orders_total').add(1);
    counter('orders_total').add(2);
    expect(await metricsText()).toMatch(/^orders_total 3$/m);
  });
});
