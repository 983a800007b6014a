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

interface MetricsState {
  provider: MeterProvider;
  reader: OnDemandReader;
}

/** Kept on the global object, like the provider itself, so two copies of this module share it. */
const KEY = Symbol.for('tandem.metrics');
const holder = globalThis as { [KEY]?: MetricsState };
const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);

/** Installs the process-wide meter provider once: always readable as text, exported when OTLP is configured. */
export function startMetrics(): void {
  if (holder[KEY]) return;
  const reader = new OnDemandReader();
  const readers: IMetricReader[] = [reader];
  if (readEnv()['OTEL_EXPORTER_OTLP_ENDPOINT']) {
    readers.push(new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() }));
  }
  const provider = new MeterProvider({ resource: telemetryResource(), readers });
  metrics.setGlobalMeterProvider(provider);
  holder[KEY] = { provider, reader };
}

/** Collects and renders all metrics of the process. */
export async function metricsText(): Promise<string> {
  startMetrics();
  const { resourceMetrics } = await holder[KEY]!.reader.collect();
  return serializer.serialize(resourceMetrics);
}

/** Sends what is pending and stops exporting. */
export async function stopMetrics(): Promise<void> {
  await holder[KEY]?.provider.shutdown();
}
