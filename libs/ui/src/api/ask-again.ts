import { backoffMs } from '@tandem/kernel';
import type { Pace } from '@tandem/kernel';
import { ApiError } from './problem';

const TRIES = 3;
const LONGEST_ASKED_MS = 30_000;
const READING: Pace = { firstMs: 1_000, longestMs: 8_000, spread: 0.5 };

/**
 * How what a page reads is asked for again: three times unless the answer was a "no", not before the shop said
 * (`Retry-After`), and each page at another moment, as a busy shop would get them all at once.
 */
export const ASK_AGAIN = {
  retry: (failures: number, error: unknown): boolean =>
    failures < TRIES && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
  retryDelay: (failures: number, error: unknown): number => {
    const asked = error instanceof ApiError ? (error.problem.retry_after ?? 0) * 1_000 : 0;
    return Math.min(asked, LONGEST_ASKED_MS) + backoffMs(failures + 1, READING);
  },
};
