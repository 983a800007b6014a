import { createContextKey } from '@opentelemetry/api';
import type { Attributes, Context, Link, SpanKind } from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Sampler, SamplingResult } from '@opentelemetry/sdk-trace-base';
import type { TelemetryConfig } from './telemetry-config.js';

interface Sampling {
  ratio: number;
  followsParent: boolean;
}

const CHOSEN = createContextKey('tandem.sampled');
/** On the global object: the preloaded copy of this module sets it, the application's reads it. */
const KEY = Symbol.for('tandem.sampling');
const holder = globalThis as { [KEY]?: Sampling };

/** Share of locally started traces that are recorded; 0 until telemetry is started. */
export function samplingRatio(): number {
  return holder[KEY]?.ratio ?? 0;
}

/** Whether another service's decision is kept. */
export function followsParent(): boolean {
  return holder[KEY]?.followsParent ?? true;
}

export function setSamplingRatio(ratio: number, parentBased = true): void {
  holder[KEY] = { ratio, followsParent: parentBased };
}

/** A context whose next span is recorded: the choice was made before, where it is cheap. */
export function chosen(context: Context): Context {
  return context.setValue(CHOSEN, true);
}

/** The SDK's sampler for what the settings ask. Within a process a trace is recorded as a whole, whatever they ask. */
export function samplerOf({
  sampler,
  ratio,
  followsParent: parentBased,
}: TelemetryConfig): Sampler {
  if (sampler === 'always_on') return new AlwaysOnSampler();
  if (sampler === 'always_off') return new AlwaysOffSampler();
  const root = new RootSampler(ratio);
  return parentBased
    ? new ParentBasedSampler({ root })
    : new ParentBasedSampler({ root, remoteParentSampled: root, remoteParentNotSampled: root });
}

/** Samples by ratio, unless the choice was made already. */
class RootSampler implements Sampler {
  private readonly ratio: TraceIdRatioBasedSampler;

  constructor(ratio: number) {
    this.ratio = new TraceIdRatioBasedSampler(ratio);
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
    return this.ratio.shouldSample(context, traceId);
  }

  toString(): string {
    return `RootSampler{${this.ratio.toString()}}`;
  }
}
