import { ROOT_CONTEXT, SpanKind, TraceFlags, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Context, Span, SpanContext } from '@opentelemetry/api';
import { chosen, followsParent, samplingRatio } from './sampling.js';
import { remoteParent } from './tracing.js';
import type { HeaderCarrier } from './tracing.js';
import { UnrecordedSpan } from './unrecorded-span.js';

const tracer = trace.getTracer('tandem.http');

export interface RequestSpan {
  span: Span;
  /** The context to run the request in. */
  context: Context;
}

/**
 * Begins the server span of a request. A visitor's trace id is kept, so that support can follow it, and nothing else of
 * what they send: recording costs, so only the sampling ratio decides it. What is not recorded costs next to nothing.
 * @param fromService the caller is a service of ours: its decision is kept, or a trace would have holes.
 */
export function startRequestSpan(
  name: string,
  headers: HeaderCarrier,
  fromService = false,
): RequestSpan {
  const caller = callerOf(headers);
  const decided =
    fromService && caller && followsParent()
      ? (caller.traceFlags & TraceFlags.SAMPLED) !== 0
      : undefined;
  const isRecorded = decided ?? Math.random() < samplingRatio();
  if (!caller) {
    if (isRecorded) return recorded(name, chosen(ROOT_CONTEXT));
    const span = new UnrecordedSpan();
    return { span, context: trace.setSpan(ROOT_CONTEXT, span) };
  }
  const parent = trace.setSpanContext(ROOT_CONTEXT, {
    ...(fromService ? caller : { traceId: caller.traceId, spanId: caller.spanId }),
    isRemote: true,
    traceFlags: isRecorded ? TraceFlags.SAMPLED : TraceFlags.NONE,
  });
  return isRecorded
    ? recorded(name, chosen(parent))
    : { span: trace.getSpan(parent)!, context: parent };
}

function callerOf(headers: HeaderCarrier): SpanContext | undefined {
  if (headers['traceparent'] === undefined) return undefined;
  const caller = trace.getSpanContext(remoteParent(headers, ROOT_CONTEXT));
  return caller && isSpanContextValid(caller) ? caller : undefined;
}

function recorded(name: string, parent: Context): RequestSpan {
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
  return { span, context: trace.setSpan(parent, span) };
}
