import type { KeptSpan } from './told-spans.js';

/** Whoever walks a list of thousands makes thousands of spans; the first tell what it did. */
export const MOST_SPANS_OF_ONE = 300;

/** The spans of a trace that have come so far. */
export interface Gathered {
  traceId: string;
  correlationId: string | null;
  spans: KeptSpan[];
  /** Of them, told of and not held. */
  left: number;
  /** Something in it failed, and it was not merely a call whose caller knew what to do. */
  isFailed: boolean;
  /** It has a statement that took long. */
  hasSlowStatement: boolean;
  since: number;
}
