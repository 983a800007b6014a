import { metrics } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import {
  MeterProvider,
  MetricReader,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { readEnv } from '@tandem/config';
import { telemetryResource } from './resource.js';

/** Read on demand by `/metrics`; needs no server of its own. */
class OnDemandReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Kept on the global object, like the provider itself, so two copies of this module share it. */
const KEY = Symbol.for('tandem.metrics');
const holder = globalThis as { [KEY]?: OnDemandReader };
const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);

/** The process's readers, for its one meter provider: text on demand, and OTLP when it is configured. */
export function metricReaders(): IMetricReader[] {
  const reader = (holder[KEY] = new OnDemandReader());
  return readEnv()['OTEL_EXPORTER_OTLP_ENDPOINT']
    ? [reader, new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })]
    : [reader];
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
  const { resourceMetrics } = await ensureReader().collect();
  return serializer.serialize(resourceMetrics);
}

/** Makes the process's meters count even where the preload did not run. */
export function startMetrics(): void {
  ensureReader();
}
