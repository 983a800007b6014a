export { currentContext, runWithContext, setActor } from './context.js';
export type { Actor, RequestContext } from './context.js';
export { inBackground } from './background.js';
export type { BackgroundOptions } from './background.js';
export { absentPart, isConnectionError, tellsAbsenceOf } from './connection-error.js';
export type { TellsAbsence } from './connection-error.js';
export { OutageLog, outages } from './outage-log.js';
export type { OutageLogOptions } from './outage-log.js';
export { logger, redirectLog } from './logger.js';
export type { Logger, LoggerOptions } from './logger.js';
export { redact } from './redact.js';
export { metrics } from './domain-metrics.js';
export type { DomainMetrics } from './domain-metrics.js';
export {
  MILLISECOND_BUCKETS,
  SECOND_BUCKETS,
  counter,
  gauge,
  histogram,
  metricsText,
} from './metrics.js';
export { TelemetryConfig } from './telemetry-config.js';
export { assertWellNamed } from './instrument-name.js';
export type { GaugeReading, HistogramOptions, InstrumentOptions } from './metrics.js';
export {
  SpanKind,
  currentTraceId,
  openSpan,
  remoteParent,
  traceHeaders,
  traceHeadersOrNew,
  withRemoteParent,
  withSpan,
} from './tracing.js';
export type { HeaderCarrier, OpenSpan, TraceHeaders } from './tracing.js';
export { startRequestSpan } from './request-span.js';
export type { RequestSpan } from './request-span.js';
