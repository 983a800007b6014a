import { metrics as api } from '@opentelemetry/api';
import type {
  Attributes,
  BatchObservableCallback,
  Counter,
  Histogram,
  ObservableGauge,
} from '@opentelemetry/api';
import { assertWellNamed } from './instrument-name.js';
import { observeProcess } from './process-metrics.js';
import { metricsText as text, startMetrics } from './metrics-provider.js';

startMetrics();
observeProcess();
const meter = api.getMeter('tandem');

export interface InstrumentOptions {
  description: string;
  /** UCUM: `s`, `By`, `1`, or what is counted, as `{message}`. Empty only where the requirements name the metric. */
  unit: string;
}

export interface HistogramOptions extends InstrumentOptions {
  /** Upper bounds of the buckets. */
  buckets: number[];
}

/** Durations in milliseconds, from a cache hit to a stuck consumer. */
export const MILLISECOND_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
/** Durations in seconds, as the semantic conventions advise. */
export const SECOND_BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10,
];

/** A number that only grows; Prometheus puts `_total` behind its name. */
export function counter(name: string, options: InstrumentOptions): Counter {
  assertWellNamed(name, options.unit);
  return meter.createCounter(name, options);
}

/** A distribution, e.g. of durations. */
export function histogram(name: string, { buckets, ...rest }: HistogramOptions): Histogram {
  assertWellNamed(name, rest.unit);
  return meter.createHistogram(name, {
    ...rest,
    advice: { explicitBucketBoundaries: buckets },
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
  options: InstrumentOptions,
): { instrument: ObservableGauge; stop(): void } {
  assertWellNamed(name, options.unit);
  const instrument = meter.createObservableGauge(name, options);
  const callback: Parameters<ObservableGauge['addCallback']>[0] = async (result) => {
    for (const { value, attributes } of await observe()) result.observe(value, attributes);
  };
  instrument.addCallback(callback);
  return { instrument, stop: () => instrument.removeCallback(callback) };
}

type Reading = GaugeReading | readonly GaugeReading[];

/**
 * Gauges that one question answers, such as a statement of several columns. Declared as a module is loaded, so that their
 * names are known before anything runs.
 * @returns what each service of the process calls with its own way of reading them, once it runs. A reading that fails
 * leaves the values as they were.
 */
export function gauges<N extends string>(
  instruments: Record<N, InstrumentOptions>,
): { observe(read: () => Promise<Partial<Record<N, Reading>>>): { stop(): void } } {
  const made = new Map(
    Object.entries<InstrumentOptions>(instruments).map(([name, options]) => {
      assertWellNamed(name, options.unit);
      return [name as N, meter.createObservableGauge(name, options)];
    }),
  );
  const all = [...made.values()];
  return {
    observe: (read) => {
      const callback: BatchObservableCallback = async (result) => {
        for (const [name, readings] of Object.entries<Reading | undefined>(await read())) {
          for (const { value, attributes } of [readings ?? []].flat() as GaugeReading[]) {
            result.observe(made.get(name as N)!, value, attributes);
          }
        }
      };
      meter.addBatchObservableCallback(callback, all);
      return { stop: () => meter.removeBatchObservableCallback(callback, all) };
    },
  };
}

/** The current metrics of this process in Prometheus text format. */
export function metricsText(): Promise<string> {
  return text();
}
