import { DataPointType } from '@opentelemetry/sdk-metrics';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** UCUM to the words of the OpenTelemetry–Prometheus mapping; `{events}` and the like are words for people only. */
const WORDS: Record<string, string> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  Cel: 'celsius',
  '%': 'percent',
};

/**
 * What Prometheus calls an instrument: its name with the unit, as the OpenTelemetry–Prometheus mapping has it, so that
 * `/metrics` and a collector in between tell the same names. The serializer adds `_total` to counters itself.
 */
function prometheusName(name: string, unit: string, isGauge: boolean): string {
  const plain = unit.replace(/\{[^}]*\}/g, '');
  const word = WORDS[plain] ?? (plain === '1' && isGauge ? 'ratio' : '');
  const bare = name.replace(/[^A-Za-z0-9_:]+/g, '_');
  return word === '' || bare.split('_').includes(word) ? bare : `${bare}_${word}`;
}

/** A copy in which every metric has the name that Prometheus has for it. */
export function prometheusNames(metrics: ResourceMetrics): ResourceMetrics {
  return {
    ...metrics,
    scopeMetrics: metrics.scopeMetrics.map((scope) => ({
      ...scope,
      metrics: scope.metrics.map(renamed),
    })),
  };
}

function renamed(metric: MetricData): MetricData {
  const { name, unit } = metric.descriptor;
  const isGauge = metric.dataPointType === DataPointType.GAUGE;
  return {
    ...metric,
    descriptor: { ...metric.descriptor, name: prometheusName(name, unit, isGauge) },
  };
}
