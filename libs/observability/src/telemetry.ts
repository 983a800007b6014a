import { createRequire } from 'node:module';
import { metrics } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { NodeTracerProvider, NoopSpanProcessor } from '@opentelemetry/sdk-trace-node';
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
  // Piece by piece: the SDK for Node brings gRPC, protobuf and YAML along, 8 MB a process.
  const resource = telemetryResource();
  const tracerProvider = new NodeTracerProvider({
    resource,
    sampler: samplerOf(config),
    spanProcessors: [...exported, ...processors],
  });
  tracerProvider.register({
    contextManager: new AsyncLocalStorageContextManager(),
    propagator: new W3CTraceContextPropagator(),
  });
  const meterProvider = new MeterProvider({ resource, readers: metricReaders() });
  metrics.setGlobalMeterProvider(meterProvider);
  registerInstrumentations({
    tracerProvider,
    meterProvider,
    instrumentations: [
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({ requireParentSpan: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
      new RuntimeNodeInstrumentation({ monitoringPrecision: 1000 }),
    ],
  });
  patchDrivers();
  running = {
    stop: async () => {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
    },
  };
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
