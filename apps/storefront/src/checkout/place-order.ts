import type { Order, Problem } from '@tandem/ui';
import { Backoff } from '@tandem/kernel';
import { mayAskAgain, SHOPPER } from '../retry';

export type Outcome =
  | { kind: 'placed'; order: Order }
  | { kind: 'refused'; problem: Problem }
  /** The session ended on the way: after signing in the same attempt goes on. */
  | { kind: 'signed-out' }
  /** Still not known; the same key may be asked again at any time. */
  | { kind: 'unknown' };

export interface PlaceOrderOptions {
  post: () => Promise<Order>;
  problemOf: (cause: unknown) => Problem;
  pause: (ms: number) => Promise<void>;
  /** Told before each repetition, so that the page can say that it takes longer. */
  onAgain?: () => void;
  attempts?: number;
}

/** Who has to wait longer is told so: nothing was ordered, and another way to pay may do. */
const LONGEST_PATIENCE_MS = 60_000;

/** Sends one attempt until the shop has given a definitive answer; a definitive one is never asked for again. */
export async function placeOrder(options: PlaceOrderOptions): Promise<Outcome> {
  const backoff = new Backoff(SHOPPER);
  const attempts = options.attempts ?? 12;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      return { kind: 'placed', order: await options.post() };
    } catch (cause) {
      const problem = options.problemOf(cause);
      if (problem.status === 401) return { kind: 'signed-out' };
      const asked = problem.retry_after === undefined ? 0 : problem.retry_after * 1000;
      const tooLong = problem.status === 429 && asked > LONGEST_PATIENCE_MS;
      if (tooLong || !mayAskAgain(problem.status)) return { kind: 'refused', problem };
      options.onAgain?.();
      await options.pause(Math.max(asked, backoff.next()));
    }
  }
  return { kind: 'unknown' };
}
