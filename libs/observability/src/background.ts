import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, context, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Link } from '@opentelemetry/api';
import { runWithContext } from './context.js';
import { chosen, samplingRatio } from './sampling.js';
import { inSpan, remoteParent } from './tracing.js';
import { UnrecordedSpan } from './unrecorded-span.js';

export interface BackgroundOptions {
  /** Of what the work goes on with, where that is known; else it gets one of its own. */
  correlationId?: string | null | undefined;
  /** What was running when the work was stored, as `currentTraceparent` gave it; anything else is no link. */
  traceparent?: string | null | undefined;
}

/**
 * Runs work that no request waits for (what a worker has claimed, a sweep, a seed) as a trace and in a request context of
 * its own, so that its log lines and events can be told from others. For work that was found: around a poll it would record
 * spans of rounds that do nothing, several a second. Its span links to the one that it was started in and to the one that
 * stored it, and is a child of neither: it may run days later. Recorded as often as requests are; else it costs next to nothing.
 */
export function inBackground<T>(
  name: string,
  fn: () => Promise<T>,
  { correlationId, traceparent }: BackgroundOptions = {},
): Promise<T> {
  const own = { correlationId: correlationId || randomUUID() };
  const startedIn = context.active();
  return runWithContext(own, () => {
    if (Math.random() >= samplingRatio()) {
      return context.with(trace.setSpan(ROOT_CONTEXT, new UnrecordedSpan()), fn);
    }
    const attributes = { 'tandem.correlation_id': own.correlationId };
    const storedIn = remoteParent({ traceparent: traceparent ?? undefined }, ROOT_CONTEXT);
    const links = [startedIn, storedIn].flatMap((within): Link[] => {
      const cause = trace.getSpanContext(within);
      return cause && isSpanContextValid(cause) ? [{ context: cause }] : [];
    });
    return inSpan(chosen(ROOT_CONTEXT), name, SpanKind.INTERNAL, fn, attributes, links);
  });
}
