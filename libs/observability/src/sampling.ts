import { createContextKey } from '@opentelemetry/api';
import type { Attributes, Context, Link, SpanKind } from '@opentelemetry/api';
import { SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import type { Sampler, SamplingResult } from '@opentelemetry/sdk-trace-base';

const CHOSEN = createContextKey('tandem.sampled');
/** On the global object: the preloaded copy of this module sets it, the application's reads it. */
const KEY = Symbol.for('tandem.sampling-ratio');
const holder = globalThis as { [KEY]?: number };

/** Share of locally started traces that are recorded; 0 until telemetry is started. */
export function samplingRatio(): number {
  return holder[KEY] ?? 0;
}

export function setSamplingRatio(ratio: number): void {
  holder[KEY] = ratio;
}

/** A context whose next root span is recorded: the choice was made before, where it is cheap. */
export function chosen(context: Context): Context {
  return context.setValue(CHOSEN, true);
}

/** Samples roots by ratio, unless the choice was made already. */
export class RootSampler implements Sampler {
  readonly #ratio: TraceIdRatioBasedSampler;

  constructor(ratio: number) {
    this.#ratio = new TraceIdRatioBasedSampler(ratio);
  }

  shouldSample(
    context: Context,
    traceId: string,
    _name: string,
    _kind: SpanKind,
    _attributes: Attributes,
    _links: Link[],
  ): SamplingResult {
    if (context.getValue(CHOSEN) === true) return { decision: SamplingDecision.RECORD_AND_SAMPLED };
    return this.#ratio.shouldSample(context, traceId);
  }

  toString(): string {
    return `RootSampler{${this.#ratio.toString()}}`;
  }
}
