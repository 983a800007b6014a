import type { Pace } from '@tandem/kernel';

export interface RetryOptions extends Pace {
  /** After so many tries the job is given up and left to staff. Default: never. */
  attempts?: number;
}

/** One kind of job. Its name is its queue's, and that of its spans, metrics and log lines. */
export interface JobKind<Payload extends object> {
  /** In kebab case: `refund-payout`. */
  readonly name: string;
  /** What it does, as staff read it: "Pay a refund out". */
  readonly title: string;
  readonly retry: RetryOptions;
  /** How many of them one instance works on at once; with 0 they wait. Default 1. */
  readonly atOnce: number;
  /** Set for a job that comes again by itself so long after each run. */
  readonly everyMs?: number;
  /** Set for a job that comes by the clock, in UTC: `0 4,16 * * *`. Empty: it never comes by itself. */
  readonly cron?: string;
  /** Only for the compiler: what its handler is given. */
  readonly payload?: Payload;
}

const RETRY: RetryOptions = { firstMs: 1_000, longestMs: 600_000 };

/** Declares a kind of job. It runs where a provider has a method with `@HandlesJob(kind)`. */
export function defineJob<Payload extends object>(kind: {
  name: string;
  title: string;
  retry?: RetryOptions;
  atOnce?: number;
}): JobKind<Payload> {
  return { retry: RETRY, atOnce: 1, ...kind };
}

/**
 * Declares a job that all instances of a service together run once in `everyMs`: housekeeping. It is queued when the first
 * instance starts; one that fails is tried again, sooner.
 */
export function defineRecurringJob(kind: {
  name: string;
  title: string;
  everyMs: number;
}): JobKind<Record<string, never>> {
  const longestMs = Math.min(kind.everyMs, RETRY.longestMs);
  return { retry: { firstMs: Math.min(RETRY.firstMs, longestMs), longestMs }, atOnce: 1, ...kind };
}

/**
 * Declares a job that all instances of a service together run once at each of the times that a setting names:
 * `@HandlesJob(kind, (provider) => ({ cron: provider.cron }))`. What was due while no instance ran is done when one starts.
 */
export function defineScheduledJob(kind: {
  name: string;
  title: string;
}): JobKind<Record<string, never>> {
  return { retry: RETRY, atOnce: 1, cron: '', ...kind };
}

/** What a handler is told beside its payload. */
export interface RunningJob {
  id: string;
  key: string | null;
  /** 1 for the first try. */
  attempt: number;
  /** Aborted when the process stops: a handler that only waits ends then. */
  signal: AbortSignal;
}

/** Thrown by a handler: the job is not done, and is to come again. */
export class TryLater extends Error {
  /** Whether this try counts as one. */
  readonly counted: boolean;

  /** @param cause what failed; left out when nothing did, as for a check whose answer is still open. */
  constructor(
    readonly ms: number,
    { counted = true, cause }: { counted?: boolean; cause?: unknown } = {},
  ) {
    super('the job is to come again', { cause });
    this.counted = counted;
  }
}

/** Thrown by a handler: no further try will help, a person has to look. */
export class GiveUp extends Error {
  constructor(cause: unknown) {
    super('the job is given up', { cause });
  }
}
