import { ROOT_CONTEXT, SpanKind, TraceFlags, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { chosen, samplingRatio } from './sampling.js';
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
 * Begins the server span of a request: the caller's trace goes on as the caller decided; without
 * one a new trace is recorded by the sampling ratio. What is not recorded costs next to nothing.
 */
export function startRequestSpan(name: string, headers: HeaderCarrier): RequestSpan {
  let parent = ROOT_CONTEXT;
  if (headers['traceparent'] !== undefined) {
    parent = remoteParent(headers, ROOT_CONTEXT);
    const caller = trace.getSpan(parent);
    const context = caller?.spanContext();
    if (caller && context && isSpanContextValid(context)) {
      if ((context.traceFlags & TraceFlags.SAMPLED) === 0) return { span: caller, context: parent };
      return recorded(name, parent);
    }
  }
  if (Math.random() < samplingRatio()) return recorded(name, chosen(parent));
  const span = new UnrecordedSpan();
  return { span, context: trace.setSpan(parent, span) };
}

function recorded(name: string, parent: Context): RequestSpan {
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
  return { span, context: trace.setSpan(parent, span) };
}
