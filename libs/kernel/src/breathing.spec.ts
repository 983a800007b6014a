import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { breathing } from './breathing.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** How long something waits by the clock. */
async function waited(rest: Promise<void>): Promise<number> {
  const since = performance.now();
  const done = rest.then(() => performance.now() - since);
  await jest.runAllTimersAsync();
  return done;
}
/** Work that keeps this process busy. */
const work = (ms: number) => jest.advanceTimersByTime(ms);

it('leaves the process to others for as long as it was kept', async () => {
  const breathe = breathing();
  work(2);
  expect(await waited(breathe())).toBe(0);
  work(5);
  expect(await waited(breathe())).toBeGreaterThanOrEqual(7);
  work(1);
  expect(await waited(breathe())).toBe(0);
});

it('rests no more once it is called', async () => {
  const hurry = new AbortController();
  const breathe = breathing(hurry.signal);
  work(100);
  const resting = breathe();
  work(10);
  hurry.abort();
  expect(await waited(resting)).toBe(0);
  work(100);
  expect(await waited(breathe())).toBe(0);
});
