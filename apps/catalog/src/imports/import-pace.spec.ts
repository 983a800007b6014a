import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { ImportPace } from './import-pace.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const signal = new AbortController().signal;

/** How long something waits by the clock. */
async function waited(rest: Promise<void>): Promise<number> {
  const since = performance.now();
  const done = rest.then(() => performance.now() - since);
  await jest.runAllTimersAsync();
  return done;
}
/** Work that keeps this process busy. */
const work = (ms: number) => jest.advanceTimersByTime(ms);

it('keeps to the pace in between, and holds locks for no long rest', async () => {
  const pace = new ImportPace(100, signal);
  expect(await waited(pace.wrote(10))).toBeGreaterThanOrEqual(100);
  expect(await waited(pace.wrote(500))).toBeLessThanOrEqual(200);
  expect(await waited(pace.end(500))).toBeGreaterThan(4_000);
});

it('rests when it is late, too', async () => {
  const pace = new ImportPace(100_000, signal);
  work(400);
  expect(await waited(pace.wrote(50))).toBeGreaterThanOrEqual(100);
});

it('goes on at once when it is to stop', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await waited(new ImportPace(10, stop.signal).end(1_000))).toBe(0);
});
