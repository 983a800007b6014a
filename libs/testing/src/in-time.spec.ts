import { describe, expect, it } from '@jest/globals';
import { inTime } from './in-time.js';

const passed = async (ms: number): Promise<void> => {
  const until = Date.now() + ms;
  while (Date.now() < until) await new Promise((resolve) => setImmediate(resolve));
};

describe('what has to be done before a moment', () => {
  it('is begun anew, with more time, when the moment has come before it was done', async () => {
    const given: number[] = [];
    const result = await inTime(
      async (ms) => {
        given.push(ms);
        if (given.length === 1) await passed(ms);
        return given.length;
      },
      { ms: 200 },
    );
    expect(result).toBe(2);
    expect(given).toEqual([200, 800]);
  });

  it('is begun anew when it failed because the moment had come', async () => {
    let tries = 0;
    const act = async (ms: number): Promise<string> => {
      tries += 1;
      if (tries > 1) return 'done';
      await passed(ms);
      throw new Error('the moment has passed');
    };
    expect(await inTime(act, { ms: 200 })).toBe('done');
  });

  it('fails for good when it fails before the moment', async () => {
    let tries = 0;
    const act = (): Promise<never> => {
      tries += 1;
      return Promise.reject(new Error('wrong'));
    };
    await expect(inTime(act, { ms: 600_000 })).rejects.toThrow('wrong');
    expect(tries).toBe(1);
  });

  it('gives up after so many tries', async () => {
    await expect(inTime(passed, { ms: 10, tries: 2 })).rejects.toThrow('not done within 40 ms');
  });
});
