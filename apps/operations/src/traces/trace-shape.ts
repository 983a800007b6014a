import { MOST_SPANS_OF_ONE, type Gathered } from './gathered.js';
import type { KeptSpan } from './told-spans.js';

export const REASONS = ['sample', 'slow', 'failed'] as const;
export type Reason = (typeof REASONS)[number];

/** The weightier of two. */
export function weightier(one: Reason, other: Reason): Reason {
  return REASONS.indexOf(one) > REASONS.indexOf(other) ? one : other;
}

/** From the begin of the first span to the end of the last, milliseconds. */
function durationMs(spans: readonly KeptSpan[]): number {
  let first = Infinity;
  let last = 0;
  for (const { starts, takes } of spans) {
    first = Math.min(first, starts);
    last = Math.max(last, starts + takes);
  }
  return spans.length === 0 ? 0 : (last - first) / 1_000;
}

/** Why a trace is worth keeping; null when nothing speaks for it. */
export function reasonOf(
  trace: Pick<Gathered, 'traceId' | 'spans' | 'isFailed' | 'hasSlowStatement'>,
  { slowMs, isSampled }: { slowMs: number; isSampled: (traceId: string) => boolean },
): Reason | null {
  if (trace.isFailed) return 'failed';
  if (trace.hasSlowStatement || durationMs(trace.spans) >= slowMs) return 'slow';
  return isSampled(trace.traceId) ? 'sample' : null;
}

/** A trace, of what was kept of it and what has come besides; what came twice is there once. */
export function together(
  kept: { spans: readonly KeptSpan[]; left: number },
  come: { spans: readonly KeptSpan[]; left: number },
): { spans: KeptSpan[]; left: number } {
  const byId = new Map([...kept.spans, ...come.spans].map((span) => [span.id, span]));
  const spans = [...byId.values()].sort((a, b) => a.starts - b.starts || b.takes - a.takes);
  const most = spans.slice(0, MOST_SPANS_OF_ONE);
  return { spans: withServices(most), left: kept.left + come.left + spans.length - most.length };
}

/** In the standalone form a span that does not say whose it is belongs to whom its parent belongs to. */
function withServices(spans: readonly KeptSpan[]): KeptSpan[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const ownerOf = (span: KeptSpan): string => {
    let one: KeptSpan | undefined = span;
    for (let steps = 0; one && steps < MOST_SPANS_OF_ONE; steps += 1) {
      if (one.service !== 'tandem') return one.service;
      one = one.parent === null ? undefined : byId.get(one.parent);
    }
    return span.service;
  };
  return spans.map((span) => ({ ...span, service: ownerOf(span) }));
}

/** What a list says of a trace. */
interface Summary {
  started_at: string;
  duration_ms: number;
  name: string;
  service: string;
  services: string[];
  span_count: number;
  failed: boolean;
}

/** @param spans in the order in which they began, at least one. */
export function summaryOf(spans: readonly KeptSpan[]): Summary {
  const ids = new Set(spans.map(({ id }) => id));
  const first =
    spans.find(({ parent }) => parent === null || !ids.has(parent)) ?? (spans[0] as KeptSpan);
  return {
    started_at: new Date((spans[0] as KeptSpan).starts / 1_000).toISOString(),
    duration_ms: Math.round(durationMs(spans) * 10) / 10,
    name: first.name,
    service: first.service,
    services: [...new Set(spans.map(({ service }) => service))].sort(),
    span_count: spans.length,
    failed: spans.some(({ failed, kind }) => failed && kind !== 'client'),
  };
}
