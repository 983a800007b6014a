import { describe, expect, it } from '@jest/globals';
import { metrics } from './domain-metrics.js';
import { counter, gauge, histogram, metricsText } from './metrics.js';

const EVENTS = { description: 'Events.', unit: '{event}' };
const ORDERS = { description: 'Orders.', unit: '{order}' };

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
    const read = () => {
      readings += 1;
      return [{ value: unpublished, attributes: { schema: 'catalog' } }];
    };
    const reading = gauge('outbox_unpublished', read, EVENTS);
    expect(await metricsText()).toContain('outbox_unpublished{schema="catalog"} 3');
    unpublished = 0;
    expect(await metricsText()).toContain('outbox_unpublished{schema="catalog"} 0');
    reading.stop();
    await metricsText();
    expect(readings).toBe(2);
  });

  it('shows the gauges of two services of one process side by side', async () => {
    for (const schema of ['catalog', 'inventory']) {
      gauge('outbox_oldest', () => [{ value: 1, attributes: { schema } }], EVENTS);
    }
    const text = await metricsText();
    expect(text).toContain('outbox_oldest{schema="catalog"} 1');
    expect(text).toContain('outbox_oldest{schema="inventory"} 1');
  });

  it('has the names that a collector makes of the instruments: with their units', async () => {
    histogram('order.placing', { description: 'Time.', unit: 's', buckets: [1] }).record(0.5);
    counter('mails.read', { description: 'Size.', unit: 'By' }).add(3);
    gauge('stock.left', () => [{ value: 0.5 }], { description: 'Share.', unit: '1' });
    const text = await metricsText();
    for (const line of [
      'order_placing_seconds_bucket{le="1"} 1',
      'mails_read_bytes_total 3',
      'stock_left_ratio 0.5',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('tells what the process itself uses', async () => {
    const text = await metricsText();
    expect(text).toMatch(/^process_cpu_time_seconds_total\{cpu_mode="user"\} \d/m);
    expect(text).toMatch(/^process_cpu_time_seconds_total\{cpu_mode="system"\} \d/m);
    expect(text).toMatch(/^process_memory_usage_bytes \d+/m);
    expect(text).toMatch(/^process_uptime_seconds \d/m);
  });

  it.each([
    ['orders_total', '{order}'],
    ['placing_ms', 's'],
    ['mails.bytes', 'By'],
    ['Orders', '{order}'],
    ['orders', ''],
    ['placing', 'ms'],
  ])('has no room for an instrument called %s in %s', (name, unit) => {
    expect(() => counter(name, { description: 'Wrong.', unit })).toThrow(`The metric ${name} `);
  });

  it('keeps counting where two modules name the same counter', async () => {
    counter('orders', ORDERS).add(1);
    counter('orders', ORDERS).add(2);
    expect(await metricsText()).toMatch(/^orders_total 3$/m);
  });
});
