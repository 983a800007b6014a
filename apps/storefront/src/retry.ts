import type { Pace } from '@tandem/kernel';

/** What a shopper waits for is asked for again at this pace, spread so that they don't come as one. */
export const SHOPPER: Pace = { firstMs: 500, longestMs: 15_000, spread: 0.5 };

/** Waits, but no longer than until the connection is back. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });
}

/** Whether a failure leaves open what became of the request, so that asking the same again makes sense. */
export function mayAskAgain(status: number): boolean {
  return status === 0 || status >= 500 || [408, 425, 429].includes(status);
}
