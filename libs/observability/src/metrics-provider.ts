import { metrics } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import {
  MeterProvider,
  MetricReader,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { prometheusNames } from './prometheus-name.js';
import { telemetryResource } from './resource.js';
import { telemetryConfig } from './telemetry-config.js';

const EXPORT_TIMEOUT_MS = 30_000;
/** Gauges ask databases; one that hangs must not take the others along when Prometheus gives up. */
const READING_TIMEOUT_MS = 3_000;

/** Read on demand by `/metrics`; needs no server of its own. */
class OnDemandReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Kept on the global object, like the provider itself, so two copies of this module share it. */
const KEY = Symbol.for('tandem.metrics');
const holder = globalThis as { [KEY]?: OnDemandReader };
const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);

/** The process's readers, for its one meter provider: text on demand, and OTLP when it is configured. */
export function metricReaders(): IMetricReader[] {
  const reader = (holder[KEY] = new OnDemandReader());
  const { sendsMetrics, metricInterval } = telemetryConfig();
  if (!sendsMetrics) return [reader];
  const exporter = new OTLPMetricExporter();
  const timing = {
    exportIntervalMillis: metricInterval,
    exportTimeoutMillis: Math.min(metricInterval, EXPORT_TIMEOUT_MS),
  };
  return [reader, new PeriodicExportingMetricReader({ exporter, ...timing })];
}

/** Without the preload (in tests) there is no provider yet: this installs one, once. */
function ensureReader(): OnDemandReader {
  if (!holder[KEY]) {
    const readers = metricReaders();
    metrics.setGlobalMeterProvider(new MeterProvider({ resource: telemetryResource(), readers }));
  }
  return holder[KEY]!;
}

/** Collects and renders all metrics of the process. */
export async function metricsText(): Promise<string> {
  const { resourceMetrics } = await ensureReader().collect({ timeoutMillis: READING_TIMEOUT_MS });
  return serializer.serialize(prometheusNames(resourceMetrics));
}

/** Makes the process's meters count even where the preload did not run. */
export function startMetrics(): void {
  ensureReader();
}
