import { trace } from '@opentelemetry/api';
import { readEnv } from '@tandem/config';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { currentContext } from './context.js';
import { redact } from './redact.js';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** Default: LOG_LEVEL, else `info`. */
  level?: string;
  /** Default: standard output. */
  destination?: DestinationStream;
}

function whereabouts(): Record<string, string> {
  const fields: Record<string, string> = {};
  const span = trace.getActiveSpan()?.spanContext();
  if (span) {
    fields['trace_id'] = span.traceId;
    fields['span_id'] = span.spanId;
  }
  const context = currentContext();
  if (context) fields['correlation_id'] = context.correlationId;
  return fields;
}

/**
 * A logger writing one JSON object a line: `time, level, service, msg, trace_id, span_id,
 * correlation_id` and the fields given. Values under a secret's name are redacted at any depth.
 */
export function logger(name: string, options: LoggerOptions = {}): Logger {
  const settings = {
    level: options.level ?? readEnv()['LOG_LEVEL'] ?? 'info',
    base: { service: name },
    messageKey: 'msg',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    mixin: whereabouts,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => redact(fields) as Record<string, unknown>,
    },
    serializers: { err: (value: unknown) => value, error: (value: unknown) => value },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
