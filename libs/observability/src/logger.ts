import { trace } from '@opentelemetry/api';
import { readEnv } from '@tandem/config';
import { pino } from 'pino';
import type { DestinationStream, LogFn, Logger } from 'pino';
import { currentContext } from './context.js';
import { isAboutOutage } from './outage-log.js';
import { redact } from './redact.js';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** Default: LOG_LEVEL, else `info`. */
  level?: string;
  /** Default: standard output. */
  destination?: DestinationStream;
}

const standardOutput = pino.destination({ fd: 1, sync: true });
let output: DestinationStream = standardOutput;

/**
 * From now on what the loggers of this process write goes to `destination`, and without one to standard output again.
 * For specs that read the log: a test runner gives its worker processes no other way to see it.
 */
export function redirectLog(destination?: DestinationStream): void {
  output = destination ?? standardOutput;
}

const redirectable: DestinationStream = { write: (line) => output.write(line) };

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

const WARN = 40;
const FATAL = 60;

/**
 * A logger writing one JSON object a line: `time, level, service, msg, trace_id, span_id,
 * correlation_id` and the fields given. Values under a secret's name are redacted at any depth.
 *
 * A warning or an error whose `err` tells that a service is away, or that names one as `away`, is said once an outage and then
 * counted: see `OutageLog`. A line that must stand by itself, such as of what is given up for good, gives its error as `cause`.
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
    hooks: {
      logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number) {
        const write = (fields: object, message: string) => method.call(this, fields, message);
        if (level >= WARN && level < FATAL && isAboutOutage(this, args, write)) return;
        method.apply(this, args);
      },
    },
    serializers: { err: (value: unknown) => value, error: (value: unknown) => value },
  };
  return pino(settings, options.destination ?? redirectable);
}
