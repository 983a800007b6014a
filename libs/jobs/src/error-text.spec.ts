import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './define-job.js';
import { errorText } from './error-text.js';

describe('what staff are told of a failed job', () => {
  it.each([
    [
      Object.assign(new Error('No such payment.'), { code: 'not_found' }),
      'not_found: No such payment.',
    ],
    [new TypeError('x is not a function'), 'TypeError: x is not a function'],
    [new Error('550 <ada@example.com> unknown'), 'Error: 550 … unknown'],
    [new Error(`token eyJhbGciOi.J9.x`), 'Error: token …'],
    ['thrown text', 'Error: thrown text'],
  ])('is short and without personal data', (error, text) => {
    expect(errorText(error)).toBe(text);
  });

  it('has 200 characters at most', () => {
    expect(errorText(new Error('far too long '.repeat(50)))).toHaveLength(200);
  });
});

describe('the wait of a job that failed', () => {
  it('doubles up to the longest one, whatever the number of tries', () => {
    const retry = { firstMs: 100, longestMs: 1_000 };
    const near = (attempt: number) => backoffMs(attempt, retry) / 100;
    expect([1, 2, 4].every((n, i) => Math.abs(near(i + 1) / n - 1) <= 0.21)).toBe(true);
    expect(near(1_000_000)).toBeLessThanOrEqual(12);
    expect(near(1_000_000)).toBeGreaterThanOrEqual(8);
  });
});
