import { describe, expect, it } from '@jest/globals';
import { longestPauseMs } from './cron.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

describe('the longest pause between the times of a cron expression', () => {
  it.each([
    ['0,15,30,45 * * * *', 15 * MINUTE],
    ['0 4,16 * * *', DAY / 2],
    ['0,20 8 * * *', DAY - 20 * MINUTE],
    ['*/10 8-17 * * 1-5', 3 * DAY - 590 * MINUTE],
    ['30 5 29 2 *', 10 * DAY],
  ])('%s', (cron, expected) => {
    expect(longestPauseMs(cron)).toBe(expected);
  });
});
