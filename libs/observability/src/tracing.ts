import {
  ROOT_CONTEXT,
  SpanKind,
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  trace,
} from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanContext } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { markFailed, recordLate, type LateSpan } from './late-span.js';
import { UnrecordedSpan } from './unrecorded-span.js';

export { SpanKind } from '@opentelemetry/api';
export type { SpanContext } from '@opentelemetry/api';

const w3c = new W3CTraceContextPropagator();
const tracer = trace.getTracer('tandem');

export type HeaderCarrier = Record<string, string | string[] | Buffer | undefined>;

export interface TraceHeaders {
  traceparent: string;
  tracestate?: string;
}

/** The W3C headers that hand the running trace on; empty outside of a trace. */
export function traceHeaders(): Partial<TraceHeaders> {
  return headersOf(context.active());
}

/**
 * The W3C headers of the running trace; outside of one, those of a new one. Nobody has recorded its first span, and its
 * flags say so: whoever goes on with it decides as the flags do, and would else record every such trace, whatever its ratio.
 */
export function traceHeadersOrNew(): TraceHeaders {
  const { traceparent, ...rest } = traceHeaders();
  if (traceparent !== undefined) return { traceparent, ...rest };
  return headersOf(trace.setSpan(ROOT_CONTEXT, new UnrecordedSpan())) as TraceHeaders;
}

/** The form that a column's CHECK asks for: flags of other people can make it longer. */
const STORED = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The running trace's `traceparent`, for the row of work that is done later: `inBackground` links to it. Null outside of a
 * trace, and for what the column would refuse, which must fail nobody's request.
 */
export function currentTraceparent(): string | null {
  const { traceparent } = traceHeaders();
  return traceparent !== undefined && STORED.test(traceparent) ? traceparent : null;
}

function headersOf(within: Context): Partial<TraceHeaders> {
  const carrier: Partial<TraceHeaders> = {};
  w3c.inject(within, carrier, defaultTextMapSetter);
  return carrier;
}

/**
 * `base` (the active context) with the caller's span, read from `traceparent`, as parent. Bad headers
 * are ignored.
 */
export function remoteParent(headers: HeaderCarrier, base: Context = context.active()): Context {
  const text: Record<string, string> = {};
  for (const name of ['traceparent', 'tracestate']) {
    const value = headers[name];
    if (value !== undefined) text[name] = value.toString();
  }
  return w3c.extract(base, text, defaultTextMapGetter);
}

/**
 * Runs `fn` in a span that continues the trace of `headers` (a request's, a message's), or starts
 * one. A throw marks the span failed and goes on.
 */
export function withRemoteParent<T>(
  headers: HeaderCarrier,
  spanName: string,
  kind: SpanKind,
  fn: (span: Span) => T | Promise<T>,
  attributes: Attributes = {},
): Promise<T> {
  return inSpan(remoteParent(headers), spanName, kind, fn, attributes);
}

/** A span that lasts until its work is done somewhere else. */
export interface OpenSpan {
  /** The W3C headers that go on with it. */
  headers: Partial<TraceHeaders>;
  /** Ends it; with an error, as failed. */
  end(error?: unknown): void;
}

/** Begins a span that continues the trace of `headers`, or starts one. Whoever begins it ends it. */
export function openSpan(
  headers: HeaderCarrier,
  name: string,
  kind: SpanKind,
  attributes: Attributes = {},
): OpenSpan {
  const parent = remoteParent(headers, ROOT_CONTEXT);
  const startedAt = Date.now();
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  return {
    headers: headersOf(trace.setSpan(parent, span)),
    end: (error) => {
      if (error !== undefined) failed(span, { name, kind, startedAt, attributes, error });
      span.end();
    },
  };
}

/** Runs `fn` in a child span of the running trace. */
export function withSpan<T>(
  spanName: string,
  fn: (span: Span) => T | Promise<T>,
  attributes: Attributes = {},
): Promise<T> {
  return inSpan(context.active(), spanName, SpanKind.INTERNAL, fn, attributes);
}

/** Runs `fn` in a span below `parent`; a throw marks it failed and goes on. */
export async function inSpan<T>(
  parent: Context,
  name: string,
  kind: SpanKind,
  fn: (span: Span) => T | Promise<T>,
  attributes: Attributes,
  links: Link[] = [],
): Promise<T> {
  const startedAt = Date.now();
  const span = tracer.startSpan(name, { kind, attributes, links }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => fn(span));
  } catch (error) {
    failed(span, { name, kind, startedAt, attributes, error });
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span failed; one that nobody records is told of afterwards. */
function failed(span: Span, late: LateSpan & { error: unknown }): void {
  if (span.isRecording()) markFailed(span, late.error);
  else recordLate(span.spanContext(), { ...late, isFailed: true });
}

/** The id of the running trace, for people to quote; undefined outside of one. */
export function currentTraceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId;
}

/** The running span, for what is told of it once its work is over; undefined outside of a trace. */
export function currentSpanContext(): SpanContext | undefined {
  return trace.getActiveSpan()?.spanContext();
}
