import { describe, expect, it } from '@jest/globals';
import { ASK_AGAIN } from './ask-again';
import { ApiError } from './problem';

const busy = (retryAfter?: number) =>
  new ApiError({ title: 'Service Unavailable', status: 503, retry_after: retryAfter });

describe('a page whose shop is busy', () => {
  it('asks again three times, and never after a "no"', () => {
    expect([0, 1, 2, 3].map((failures) => ASK_AGAIN.retry(failures, busy(2)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(ASK_AGAIN.retry(0, new ApiError({ title: 'Not Found', status: 404 }))).toBe(false);
    expect(ASK_AGAIN.retry(0, new TypeError('no network'))).toBe(true);
  });

  it('waits as long as it was told and a little more, but never minutes', () => {
    for (let n = 0; n < 50; n += 1) {
      const ms = ASK_AGAIN.retryDelay(0, busy(4));
      expect(ms).toBeGreaterThanOrEqual(4_500);
      expect(ms).toBeLessThanOrEqual(5_000);
    }
    expect(ASK_AGAIN.retryDelay(5, busy(86_400))).toBeLessThanOrEqual(38_000);
    expect(ASK_AGAIN.retryDelay(0, busy())).toBeLessThanOrEqual(1_000);
  });

  it('does not ask at the same moment as all others', () => {
    const waits = Array.from({ length: 20 }, () => ASK_AGAIN.retryDelay(0, busy(1)));
    expect(new Set(waits).size).toBeGreaterThan(10);
  });
});
