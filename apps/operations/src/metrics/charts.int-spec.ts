import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { SERVICES } from '@tandem/config';
import { standIn, type Problem, type StandIn } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { ChartsDto } from './charts.dto.js';
import { TakeSamples } from './take-samples.js';

/** Real: the service and PostgreSQL. Servers stand for the services whose metrics are read. */
describe('the charts of how the shop runs', () => {
  let bench: OperationsBench;
  let order: StandIn;
  let away: StandIn;
  let token: string;
  let text = '';

  beforeAll(async () => {
    order = await standIn((_, response) => response.end(text));
    away = await standIn((_, response) => {
      response.statusCode = 503;
      response.end();
    });
    const urls = SERVICES.map(({ name, prefix }) => [
      `${prefix}_URL`,
      name === 'order' ? order.url : away.url,
    ]);
    bench = await OperationsBench.open({ env: Object.fromEntries(urls) as Record<string, string> });
    token = await bench.tokens.tokenFor({ permissions: ['events:read'] });
  });
  afterAll(async () => {
    await bench?.close();
    await order?.close();
    await away?.close();
  });

  const tells = (instance: string, { paid, fast, slow, age }: Record<string, number>) => {
    text = `target_info{service_name="order",service_instance_id="${instance}"} 1
orders_moved_total{status="paid"} ${paid}
outbox_oldest_age_seconds{schema="orders"} ${age}
http_server_request_duration_seconds_bucket{http_route="/a",le="0.1"} ${fast}
http_server_request_duration_seconds_bucket{http_route="/a",le="0.25"} ${fast! + slow!}
http_server_request_duration_seconds_bucket{http_route="/a",le="10"} ${fast! + slow!}
http_server_request_duration_seconds_bucket{http_route="/a",le="+Inf"} ${fast! + slow!}
http_server_request_duration_seconds_count{http_route="/a",http_response_status_code="500"} ${slow}
`;
  };
  const sample = () => bench.instances[0]!.app.get(TakeSamples, { strict: false }).take();
  const charts = (query: string) =>
    bench.call<ChartsDto & Problem>('GET', `/admin/metrics?${query}`, { as: { token } });
  const series = async (name: string) => {
    const { body } = await charts(`charts=${name}&minutes=5`);
    expect(body.charts.map((chart) => chart.name)).toEqual([name]);
    for (const one of body.charts[0]!.series) expect(one.values).toHaveLength(body.times.length);
    return new Map(
      body.charts[0]!.series.map((one) => [
        one.name,
        one.values.filter((value) => value !== null && value !== 0),
      ]),
    );
  };

  it('show what the services have counted since they were last asked, whoever is away', async () => {
    tells('a', { paid: 40, fast: 10, slow: 0, age: 3 });
    await sample();
    // Counted at another time, before anybody asked.
    expect(await series('orders')).toEqual(new Map());
    expect((await series('outbox')).get('orders')).toEqual([3]);
    tells('a', { paid: 46, fast: 10, slow: 4, age: 50 });
    await sample();
    expect((await series('orders')).get('paid')).toEqual([expect.any(Number)]);
    const [row] = await bench.database.query<{ paid: number[] }>(
      `select figures -> 'orders' -> 'paid' as paid from operations.metric_samples order by at desc limit 1`,
    );
    expect(row!.paid).toEqual([6]);
    expect(Math.max(...(await series('outbox')).get('orders')!.map(Number))).toBe(50);
    const [p99] = (await series('slowest')).get('order')!;
    expect(p99).toBeGreaterThan(0.1);
    expect(p99).toBeLessThanOrEqual(0.25);
    expect((await series('errors')).get('order')).toHaveLength(1);
  });

  it('count a process that began anew from nothing, and another instance for itself', async () => {
    const newest = async () => {
      const [row] = await bench.database.query<{ paid: number[] | null }>(
        `select figures -> 'orders' -> 'paid' as paid from operations.metric_samples order by at desc limit 1`,
      );
      return row!.paid;
    };
    tells('a', { paid: 2, fast: 0, slow: 0, age: 0 });
    await sample();
    expect(await newest()).toEqual([2]);
    tells('b', { paid: 90, fast: 0, slow: 0, age: 0 });
    await sample();
    expect(await newest()).toBeNull();
    tells('b', { paid: 91, fast: 0, slow: 0, age: 0 });
    await sample();
    expect(await newest()).toEqual([1]);
  });

  it('are forgotten after a day', async () => {
    await bench.database.query(
      `insert into operations.metric_samples (at, seconds, figures)
       values (now() - interval '25 hours', 15, '{}'), (now() - interval '23 hours', 15, '{}')`,
    );
    await bench.instances[0]!.app.get(Retention).run('forget-metrics');
    const old = `select at from operations.metric_samples where at < now() - interval '20 hours'`;
    expect(await bench.database.query(old)).toHaveLength(1);
  });

  it('are for staff who may read events, and say what they do not know', async () => {
    const stranger = await bench.tokens.tokenFor({ permissions: ['orders:read'] });
    const refused = await bench.call('GET', '/admin/metrics', { as: { token: stranger } });
    expect(refused.status).toBe(403);
    for (const [query, field] of [
      ['charts=secrets', 'charts'],
      ['charts=orders,', 'charts'],
      ['minutes=4', 'minutes'],
      ['minutes=1441', 'minutes'],
    ] as const) {
      const { status, body } = await charts(query);
      expect([query, status, body.errors?.map((error) => error.field)]).toEqual([
        query,
        422,
        [field],
      ]);
    }
    const day = await charts('charts=orders,cache&minutes=1440');
    expect(day.body.times).toHaveLength(120);
    expect(day.body.charts.map(({ name }) => name)).toEqual(['orders', 'cache']);
  });
});
