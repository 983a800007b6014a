import {
  ROOT_CONTEXT,
  SpanStatusCode,
  TraceFlags,
  isSpanContextValid,
  trace,
} from '@opentelemetry/api';
import type { Attributes, Span, SpanContext, SpanKind } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { chosen } from './sampling.js';

/** When everything fails at once, the first of each second tell enough. */
const MOST_A_SECOND = 100;

interface Late {
  slowMs: number;
  second: number;
  recorded: number;
}

/** On the global object: the preloaded copy of this module sets it, the application's reads it. */
const KEY = Symbol.for('tandem.late');
const holder = globalThis as { [KEY]?: Late };
const tracer = trace.getTracer('tandem.late');

/** From now on spans go somewhere, so that what was slow or failed can be told of afterwards. */
export function allowLateSpans(slowMs: number): void {
  holder[KEY] = { slowMs, second: 0, recorded: 0 };
}

/** How long a request may take without being told of; nothing is slow where spans go nowhere. */
export function slowRequestMs(): number {
  return holder[KEY]?.slowMs ?? Infinity;
}

/** What is known once the work is over. */
export interface LateSpan {
  name: string;
  kind: SpanKind;
  /** Milliseconds since 1970. */
  startedAt: number;
  endedAt?: number;
  attributes?: Attributes;
  isFailed?: boolean;
  error?: unknown;
}

/**
 * Records work of a trace that nobody recorded, now that it is known to have been slow or to have failed. What it was made
 * of is lost; that it happened, where and when is not. `parent` is the span it ran in; without a valid one it is a trace of its own.
 */
export function recordLate(parent: SpanContext | undefined, late: LateSpan): void {
  if (!isAllowed()) return;
  const within =
    parent && isSpanContextValid(parent)
      ? trace.setSpanContext(ROOT_CONTEXT, {
          traceId: parent.traceId,
          spanId: parent.spanId,
          traceFlags: TraceFlags.SAMPLED,
          isRemote: true,
        })
      : ROOT_CONTEXT;
  const { name, kind, startedAt, endedAt = Date.now(), attributes = {} } = late;
  const span = tracer.startSpan(name, { kind, startTime: startedAt, attributes }, chosen(within));
  if (late.isFailed || late.error !== undefined) markFailed(span, late.error);
  span.end(Math.max(startedAt, endedAt));
}

/** Marks a span failed, with its error where that is one. */
export function markFailed(span: Span, error?: unknown): void {
  if (error instanceof Error) {
    span.recordException(error);
    span.setAttribute(ATTR_ERROR_TYPE, error.name);
  }
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function isAllowed(): boolean {
  const late = holder[KEY];
  if (!late) return false;
  const second = Math.floor(Date.now() / 1_000);
  if (second !== late.second) {
    late.second = second;
    late.recorded = 0;
  }
  late.recorded += 1;
  return late.recorded <= MOST_A_SECOND;
}
