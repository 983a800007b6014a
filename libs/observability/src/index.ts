export { currentContext, runWithContext, setActor } from './context.js';
export type { Actor, Priority, RequestContext } from './context.js';
export { causeHeaders } from './cause.js';
export { inBackground } from './background.js';
export { absentService, isConnectionError, tellsAbsenceOf } from './connection-error.js';
export { outages } from './outage-log.js';
export { logger, redirectLog } from './logger.js';
export type { Logger } from './logger.js';
export { metrics } from './domain-metrics.js';
export type { CacheReads } from './domain-metrics.js';
export {
  MILLISECOND_BUCKETS,
  SECOND_BUCKETS,
  counter,
  gauge,
  gauges,
  histogram,
  metricsText,
} from './metrics.js';
export { recordLate, slowRequestMs } from './late-span.js';
export { TelemetryConfig, telemetryConfig } from './telemetry-config.js';
export {
  SpanKind,
  currentSpanContext,
  currentTraceId,
  currentTraceparent,
  openSpan,
  traceHeaders,
  withRemoteParent,
} from './tracing.js';
export type { OpenSpan, SpanContext } from './tracing.js';
export { startRequestSpan } from './request-span.js';
