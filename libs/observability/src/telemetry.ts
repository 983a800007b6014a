import { createRequire } from 'node:module';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { NoopSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { BoundedExport } from './bounded-export.js';
import { allowLateSpans } from './late-span.js';
import { metricReaders } from './metrics-provider.js';
import { telemetryResource } from './resource.js';
import { samplerOf, setSamplingRatio } from './sampling.js';
import { traceSampledCommandsOnly } from './sampled-drivers.js';
import { telemetryConfig } from './telemetry-config.js';

export interface Telemetry {
  /** Sends what is pending. */
  stop(): Promise<void>;
}

let running: Telemetry | undefined;

/**
 * Starts tracing and metrics for this process, once. Must run before `pg` and `ioredis` are first
 * imported, so it is what `node --import @tandem/observability/register` does.
 * It obeys OpenTelemetry's own settings: see `TelemetryConfig`.
 * @throws ConfigError naming each of them that is wrong.
 */
export function startTelemetry(processors: SpanProcessor[] = []): Telemetry {
  if (running) return running;
  const config = telemetryConfig();
  if (config.disabled) return (running = { stop: () => Promise.resolve() });
  setSamplingRatio(config.ratio, config.followsParent);
  if (config.sendsTraces || processors.length > 0) allowLateSpans(config.slowRequestMs);
  const exported = config.sendsTraces
    ? [new BoundedExport()]
    : // The SDK makes no trace ids without a processor, and logs and events carry them either way.
      [new NoopSpanProcessor()];
  const sdk = new NodeSDK({
    resource: telemetryResource(),
    // Detection asks cloud metadata addresses, which only delays the start where there are none.
    autoDetectResources: false,
    sampler: samplerOf(config),
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
