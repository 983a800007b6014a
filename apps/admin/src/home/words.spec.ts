import { describe, expect, it } from '@jest/globals';
import { countText, workText } from './words';

const page = (n: number, next_cursor: string | null = null, unavailable: string[] = []) => ({
  items: Array.from({ length: n }, (_, id) => ({ id })),
  next_cursor,
  unavailable,
});

describe('the home of the panel', () => {
  it('counts what is on one page, and says when there is more', () => {
    expect(countText(page(0), 'order', 'orders')).toBe('0 orders');
    expect(countText(page(1), 'order', 'orders')).toBe('1 order');
    expect(countText(page(100), 'order', 'orders')).toBe('100 orders');
    expect(countText(page(100, 'next'), 'order', 'orders')).toBe('More than 100 orders');
  });

  it('says what has failed for good, and never takes silence for none', () => {
    expect(workText({ jobs: page(0), letters: page(0), off: [] })).toEqual([
      'Nothing waits for you.',
    ]);
    expect(workText({ jobs: page(1), letters: page(2), off: [{}] })).toEqual([
      '1 job has failed for good.',
      '2 messages were not handled.',
      '1 webhook endpoint was switched off by the shop.',
    ]);
    const silent = page(0, null, ['order']);
    expect(workText({ jobs: silent, letters: silent, off: [] })).toEqual([
      'Nothing waits for you.',
      'Orders did not answer. Their jobs and messages are missing from this list.',
    ]);
  });
});
