import { MOST_SPANS_OF_ONE, type Gathered } from './gathered.js';
import type { ToldSpan } from './told-spans.js';
import type { Reason } from './trace-shape.js';

/** One that is slow or has failed is decided on when the spans of all services have come: they are sent every 5 s. */
const TOLD_AFTER_MS = 10_000;
/** The others wait longer: another instance may have seen why this trace is worth keeping. */
const GIVEN_UP_AFTER_MS = 20_000;
/** Some 30 MB. */
const MOST_SPANS_HELD = 30_000;
/** When everything fails it is the oldest after all: nobody looks through thousands for each. */
const MOST_LOOKED_AT = 100;

/** One to be decided on, and why it is worth keeping: null where nothing here speaks for it. */
export interface Due {
  trace: Gathered;
  reason: Reason | null;
}

/**
 * Holds the spans of traces until it can be told whether a trace is worth keeping. Bounded: when there is no room the oldest
 * goes that nothing speaks for.
 */
export class GatherTraces {
  private readonly held = new Map<string, Gathered>();
  private spans = 0;

  constructor(private readonly now: () => number = Date.now) {}

  get isEmpty(): boolean {
    return this.held.size === 0;
  }

  /** @returns how many spans there was no room for. */
  take(told: readonly ToldSpan[]): number {
    let dropped = 0;
    for (const one of told) dropped += this.add(one);
    while (this.spans > MOST_SPANS_HELD) dropped += this.makeRoom();
    return dropped;
  }

  /**
   * Takes out what has waited long enough. Of those that there is something to tell of, at most `most`, the weightiest first; the
   * others go on waiting. With `all` everything is taken.
   */
  due(reasonOf: (trace: Gathered) => Reason | null, { most = Infinity, all = false } = {}): Due[] {
    const told: Due[] = [];
    const untold: Due[] = [];
    for (const trace of this.held.values()) {
      const waited = this.now() - trace.since;
      if (!all && waited < TOLD_AFTER_MS) continue;
      const reason = reasonOf(trace);
      if (reason !== null) told.push({ trace, reason });
      else if (all || waited >= GIVEN_UP_AFTER_MS) untold.push({ trace, reason });
    }
    const due = [...told.toSorted(bySample).slice(0, all ? Infinity : most), ...untold];
    for (const { trace } of due) this.remove(trace);
    return due;
  }

  private add({ traceId, span, correlationId, slowStatement }: ToldSpan): number {
    let trace = this.held.get(traceId);
    if (!trace) {
      trace = {
        traceId,
        correlationId: null,
        spans: [],
        left: 0,
        isFailed: false,
        hasSlowStatement: false,
        since: this.now(),
      };
      this.held.set(traceId, trace);
    }
    trace.correlationId ??= correlationId;
    trace.isFailed ||= span.failed && span.kind !== 'client';
    trace.hasSlowStatement ||= slowStatement !== null;
    if (trace.spans.length >= MOST_SPANS_OF_ONE) {
      trace.left += 1;
      return 1;
    }
    trace.spans.push(span);
    this.spans += 1;
    return 0;
  }

  private makeRoom(): number {
    let first: Gathered | undefined;
    let seen = 0;
    for (const trace of this.held.values()) {
      first ??= trace;
      seen += 1;
      if (seen > MOST_LOOKED_AT) break;
      if (trace.isFailed || trace.hasSlowStatement) continue;
      first = trace;
      break;
    }
    this.remove(first!);
    return first!.spans.length;
  }

  private remove(trace: Gathered): void {
    this.held.delete(trace.traceId);
    this.spans -= trace.spans.length;
  }
}

/** What was merely drawn comes last. */
function bySample(one: Due, other: Due): number {
  return Number(one.reason === 'sample') - Number(other.reason === 'sample');
}
