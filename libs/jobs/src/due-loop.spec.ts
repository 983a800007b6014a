import { expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { DueLoop } from './due-loop.js';

function loopOf(idleMs: number, found: (number | Error)[]) {
  const times: number[] = [];
  const loop = new DueLoop({
    name: 'spec',
    idleMs,
    batch: 2,
    round: async () => {
      times.push(performance.now());
      const now = found[times.length - 1] ?? 0;
      if (now instanceof Error) throw now;
      return now;
    },
  });
  loop.start();
  return { loop, times };
}

it('a loop goes on at once while there is more, and ends though it waits', async () => {
  const { loop, times } = loopOf(600_000, [2, 2, 1]);
  await eventually(() => expect(times).toHaveLength(3));
  await loop.stop();
});

it('a loop bears a round that fails, and finding nothing looks less and less often', async () => {
  const { loop, times } = loopOf(20, [new Error('the database is away')]);
  await eventually(() => expect(times.length).toBeGreaterThanOrEqual(4));
  await loop.stop();
  expect(times[3]! - times[0]!).toBeGreaterThan(20 * (1.5 + 2.25 + 3.375) - 5);
});
