import { metrics as api } from '@opentelemetry/api';
import type { Attributes, Counter, Histogram, ObservableGauge } from '@opentelemetry/api';
import { metricsText as text, startMetrics } from './metrics-provider.js';

startMetrics();
const meter = api.getMeter('tandem');

export interface InstrumentOptions {
  description?: string;
  /** UCUM, e.g. `ms`, `s`, `{message}`. */
  unit?: string;
  /** Upper bounds of a histogram's buckets. */
  buckets?: number[];
}

/** Durations in milliseconds, from a cache hit to a stuck consumer. */
export const MILLISECOND_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
/** Durations in seconds, as the semantic conventions advise. */
export const SECOND_BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10,
];

/** A number that only grows. */
export function counter(name: string, options: InstrumentOptions = {}): Counter {
  return meter.createCounter(name, options);
}

/** A distribution, e.g. of durations. */
export function histogram(name: string, options: InstrumentOptions = {}): Histogram {
  const { buckets, ...rest } = options;
  return meter.createHistogram(name, {
    ...rest,
    advice: { explicitBucketBoundaries: buckets ?? MILLISECOND_BUCKETS },
  });
}

export interface GaugeReading {
  value: number;
  attributes?: Attributes;
}

/**
 * A value read when metrics are collected.
 * @returns the instrument; after `stop()`, e.g. when the service closes, it is not read any more and
 * keeps its last value.
 */
export function gauge(
  name: string,
  observe: () => GaugeReading[] | Promise<GaugeReading[]>,
  options: InstrumentOptions = {},
): { instrument: ObservableGauge; stop(): void } {
  const instrument = meter.createObservableGauge(name, options);
  const callback: Parameters<ObservableGauge['addCallback']>[0] = async (result) => {
    for (const { value, attributes } of await observe()) result.observe(value, attributes);
  };
  instrument.addCallback(callback);
  return { instrument, stop: () => instrument.removeCallback(callback) };
}

/** The current metrics of this process in Prometheus text format. */
export function metricsText(): Promise<string> {
  return text();
}
