import { createRequire } from 'node:module';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';
import {
  BatchSpanProcessor,
  NoopSpanProcessor,
  ParentBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { readEnv } from '@tandem/config';
import { metricReaders } from './metrics-provider.js';
import { telemetryResource } from './resource.js';
import { RootSampler, setSamplingRatio } from './sampling.js';
import { traceSampledCommandsOnly } from './sampled-drivers.js';

const DEFAULT_RATIO = 0.05;

export interface Telemetry {
  /** Sends what is pending. */
  stop(): Promise<void>;
}

let running: Telemetry | undefined;

function ratioOf(text: string | undefined): number {
  const ratio = text ? Number(text) : DEFAULT_RATIO;
  return ratio >= 0 && ratio <= 1 ? ratio : DEFAULT_RATIO;
}

/**
 * Starts tracing and metrics for this process, once. Must run before `pg` and `ioredis` are first
 * imported, so it is what `node --import @tandem/observability/register` does.
 * Traces are sampled as the caller decided, else by OTEL_TRACES_SAMPLER_ARG (0..1, default 0.05).
 */
export function startTelemetry(processors: SpanProcessor[] = []): Telemetry {
  if (running) return running;
  const env = readEnv();
  const ratio = ratioOf(env['OTEL_TRACES_SAMPLER_ARG']);
  setSamplingRatio(ratio);
  const exported = env['OTEL_EXPORTER_OTLP_ENDPOINT']
    ? [new BatchSpanProcessor(new OTLPTraceExporter())]
    : // The SDK makes no trace ids without a processor, and logs and events carry them either way.
      [new NoopSpanProcessor()];
  const sdk = new NodeSDK({
    resource: telemetryResource(),
    // Detection asks cloud metadata addresses, which only delays the start where there are none.
    autoDetectResources: false,
    sampler: new ParentBasedSampler({ root: new RootSampler(ratio) }),
    spanProcessors: [...exported, ...processors],
    metricReaders: metricReaders(),
    // Logs leave as JSON lines, correlated by trace id.
    logRecordProcessors: [],
    contextManager: new AsyncLocalStorageContextManager(),
    textMapPropagator: new W3CTraceContextPropagator(),
    instrumentations: [
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({ requireParentSpan: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
      new RuntimeNodeInstrumentation({ monitoringPrecision: 1000 }),
    ],
  });
  sdk.start();
  patchDrivers();
  running = { stop: () => sdk.shutdown() };
  return running;
}

/**
 * Instrumentation patches a CommonJS package when it is required; an ESM import of one does not
 * pass through `require`. Requiring the drivers here, first, patches the very objects that later
 * imports get, without a loader hook on every module of the process.
 */
function patchDrivers(): void {
  const require = createRequire(import.meta.url);
  traceSampledCommandsOnly({ ioredis: require('ioredis'), pg: require('pg') });
}
