import { describe, expect, it, jest } from '@jest/globals';
import { Backoff, backoffMs, pause, retrying } from './backoff.js';

const PACE = { firstMs: 100, longestMs: 1_000 };

describe('the waits after failures', () => {
  it('double up to the longest one, whatever the number of tries', () => {
    const waits = [100, 200, 400, 800, 1_000, 1_000];
    expect([1, 2, 3, 4, 5, 6].map((n) => backoffMs(n, PACE))).toEqual(waits);
    expect(backoffMs(1_000_000, PACE)).toBe(1_000);
    expect(backoffMs(1_000_000, { ...PACE, firstMs: 0 })).toBe(0);
    const backoff = new Backoff(PACE);
    expect(waits.map(() => backoff.next())).toEqual(waits);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('are left to chance for the share that is asked for, and never longer for it', () => {
    const random = jest.spyOn(Math, 'random');
    for (const [chance, ms] of [
      [0, 400],
      [0.5, 300],
      [1, 200],
    ] as const) {
      random.mockReturnValue(chance);
      expect(backoffMs(3, { ...PACE, spread: 0.5 })).toBe(ms);
    }
    random.mockRestore();
  });

  it('end early, without an error, when the signal aborts', async () => {
    const closing = new AbortController();
    const waits = [pause(3_600_000, closing.signal), new Backoff(PACE).wait(closing.signal)];
    closing.abort();
    await Promise.all([...waits, pause(3_600_000, closing.signal)]);
  });
});

describe('what is tried again in place', () => {
  const again = retrying(({ message }) => message === 'busy', {
    times: 2,
    firstMs: 1,
    longestMs: 1,
  });

  it('is given up after its tries with its own error, and at once for any other', async () => {
    let tries = 0;
    const failing = (message: string) => () => {
      tries += 1;
      throw new Error(message);
    };
    await expect(again.execute(failing('busy'))).rejects.toThrow('busy');
    expect(tries).toBe(3);
    await expect(again.execute(failing('broken'))).rejects.toThrow('broken');
    expect(tries).toBe(4);
  });
});
