import { describe, expect, it } from '@jest/globals';
import { metrics, type Meter } from '@opentelemetry/api';
import { metrics as domain, metricsText } from '@tandem/observability';
import { SERVICES } from '@tandem/config/services';
import { TOPIC_SHAPE } from '@tandem/contracts';
import { PARTITIONS, queriesOfScaling, SCALED } from '@tandem/kubernetes';
import { loadService } from './load-service.ts';
import { questions, rules } from './testing/alert-rules.ts';
import { metricsIn, unserved } from './testing/metric-names.ts';

/** An instrument shows when it has counted something: each is used once as it is made. */
const meters = Object.getPrototypeOf(metrics.getMeter('spec')) as Meter;
const { createCounter, createHistogram, createObservableGauge } = meters;
meters.createCounter = function (this: Meter, ...about) {
  const counter = createCounter.apply(this, about);
  counter.add(1);
  return counter;
};
meters.createHistogram = function (this: Meter, ...about) {
  const histogram = createHistogram.apply(this, about);
  histogram.record(1);
  return histogram;
};

meters.createObservableGauge = function (this: Meter, ...about) {
  const gauge = createObservableGauge.apply(this, about);
  gauge.addCallback((result) => result.observe(1));
  return gauge;
};

// Every service of the standalone form in one process: their modules make the instruments.
const consumers = new Set<string>();
for (const { name } of SERVICES)
  if ((await loadService(name)).service.consumes?.length) consumers.add(name);

/** The requirements name these, word for word. */
const GIVEN = ['database_sync_latency_ms', 'sync_failures_total', 'cache_hit_rate'];
const WORD: Record<string, RegExp> = { s: /_seconds(_total)?$/, By: /_bytes(_total)?$/ };

describe('what Prometheus reads', () => {
  it('has the names of the requirements', async () => {
    domain.cacheHit('part', true);
    domain.syncLatency.record(1);
    domain.syncFailures.add(1);
    const text = await metricsText();
    for (const name of GIVEN) expect(text).toMatch(new RegExp(`^# TYPE ${name} `, 'm'));
  });

  it('has every name that a rule, a dashboard or the scaling of Kubernetes asks for', async () => {
    const types = [...(await metricsText()).matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!);
    const recorded = new Set(rules().flatMap(({ record }) => record ?? []));
    const exprs = [...questions(), ...queriesOfScaling()];
    expect(exprs.flatMap(metricsIn)).toContain('outbox_oldest_age_seconds');
    expect(queriesOfScaling().flatMap(metricsIn)).toContain('http_server_queue_delay_seconds_sum');
    expect(unserved(exprs, new Set(types), recorded)).toEqual([]);
    expect(
      unserved(['sum by (x) (rate(no_such_total{y="z"}[5m]))'], new Set(types), recorded),
    ).toEqual(['no_such_total']);
  });

  it('asks for more pods by what waits in Kafka where a service consumes, and no more than a topic has partitions', () => {
    const scaled = Object.entries(SCALED);
    expect(scaled.length).toBeGreaterThan(4);
    expect(scaled.map(([name, { consumes }]) => [name, consumes])).toEqual(
      scaled.map(([name]) => [name, consumers.has(name)]),
    );
    expect(PARTITIONS).toBe(TOPIC_SHAPE.partitions);
  });

  it('carries the unit in each name, and says of each what it is', async () => {
    const lines = (await metricsText()).split('\n');
    const of = (kind: string) =>
      new Map(
        lines.flatMap((line) => {
          const [hash, word, name = '', ...rest] = line.split(' ');
          return hash === '#' && word === kind ? [[name, rest.join(' ')] as const] : [];
        }),
      );
    const [types, units, helps] = [of('TYPE'), of('UNIT'), of('HELP')];
    types.delete('target_info');
    expect(types.size).toBeGreaterThan(25);
    for (const [name, type] of types) {
      expect([name, helps.get(name)]).toEqual([name, expect.stringMatching(/\S{3}/)]);
      expect(helps.get(name)).not.toBe('description missing');
      if (GIVEN.includes(name)) continue;
      const unit = units.get(name) ?? '';
      expect([name, unit]).toEqual([name, expect.stringMatching(/^(s|By|1|\{[a-z_ ]+\})$/)]);
      expect([name, type, name.endsWith('_total')]).toEqual([name, type, type === 'counter']);
      if (WORD[unit]) expect(name).toMatch(WORD[unit]);
      expect(name).not.toMatch(/_ms(_|$)|_milliseconds/);
    }
  });
});
