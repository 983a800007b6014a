import {
  ExponentialBackoff,
  decorrelatedJitterGenerator,
  handleWhen,
  noJitterGenerator,
  retry,
} from 'cockatiel';
import type { GeneratorFn, IBackoff, RetryPolicy } from 'cockatiel';

/** How the waits grow between tries. */
export interface Pace {
  /** The wait after the first failure; it doubles up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** The share of each wait that is left to chance, so that many don't come as one. Default 0. */
  readonly spread?: number;
}

/** The paces that more than one place keeps; what a setting decides is a pace of its own. */
export const PACE = {
  /** Redis and Kafka are asked again: they are near, and work goes on without them meanwhile. */
  client: { firstMs: 50, longestMs: 500 },
  /** A connection to the database that others depend on. */
  session: { firstMs: 50, longestMs: 1_000 },
  /** Work that can't go on before a backing service is back. */
  outage: { firstMs: 50, longestMs: 2_000 },
  /** The live gateway, whose instances all come back at once. */
  gateway: { firstMs: 100, longestMs: 2_000 },
} as const satisfies Record<string, Pace>;

/** More of them make no wait longer. */
const MOST_DOUBLINGS = 40;

const spreading =
  (share: number): GeneratorFn<number> =>
  (state, options) => {
    const [ms, next] = noJitterGenerator(Math.min(state ?? 0, MOST_DOUBLINGS), options);
    return [ms * (1 - share * Math.random()), next];
  };

const optionsOf = ({ firstMs, longestMs, spread = 0 }: Pace) => ({
  initialDelay: firstMs,
  maxDelay: longestMs,
  exponent: 2,
  generator: spreading(spread),
});

/** The wait after so many failures in a row, for those who keep the number: a row, a client's own option. */
export function backoffMs(failures: number, pace: Pace): number {
  const options = optionsOf(pace);
  return options.generator(Math.max(0, failures - 1), options)[0];
}

/** The waits of one loop: they grow until `reset()`. */
export class Backoff {
  private readonly growth: ExponentialBackoff<number>;
  private last: IBackoff<unknown> | undefined;

  constructor(pace: Pace) {
    this.growth = new ExponentialBackoff(optionsOf(pace));
  }

  /** The next wait. */
  next(): number {
    this.last = this.last ? this.last.next(undefined) : this.growth.next();
    return this.last.duration;
  }

  reset(): void {
    this.last = undefined;
  }

  /** Waits; returns early, without a throw, when the signal aborts. */
  wait(signal?: AbortSignal): Promise<void> {
    return pause(this.next(), signal);
  }
}

/** A wait that ends early, without a throw, when the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}

/**
 * Tries again in place, `times` at most, when `on` says of an error that it may help. Its waits are spread as cockatiel
 * does, unless the pace says how far; they can't be cut short, so this is for those that are brief.
 */
export function retrying(
  on: (error: Error) => boolean,
  { times, ...pace }: Pace & { times: number },
): RetryPolicy {
  const backoff =
    pace.spread === undefined
      ? new ExponentialBackoff({ ...optionsOf(pace), generator: decorrelatedJitterGenerator })
      : new ExponentialBackoff(optionsOf(pace));
  return retry(handleWhen(on), { maxAttempts: times, backoff });
}
