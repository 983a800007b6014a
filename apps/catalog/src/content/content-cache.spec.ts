import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { VersionedCache } from '@tandem/cache';
import { writeChangesThrough } from './content-cache.js';
import type { ChangedPart } from './content-writer.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** What each step keeps the process for. */
const STEP_MS = 10;

interface Step {
  told: 'entries' | 'versions' | 'lists';
  many: number;
  at: number;
}

/** A cache that notes when it is told what, and keeps the process busy each time. */
function busyCache(): { cache: VersionedCache; steps: Step[] } {
  const steps: Step[] = [];
  const note = (told: Step['told']) => (of: readonly unknown[]) => {
    if (of.length === 0) return Promise.resolve();
    steps.push({ told, many: of.length, at: performance.now() });
    jest.advanceTimersByTime(STEP_MS);
    return Promise.resolve();
  };
  const cache = {
    writeThrough: note('entries'),
    invalidate: note('versions'),
    bumpGenerations: note('lists'),
  };
  return { cache: cache as unknown as VersionedCache, steps };
}

/** So many changes of one commit; each part has four entries. */
const changes = (count: number, event: ChangedPart['change']['event']): ChangedPart[] =>
  Array.from(
    { length: count },
    (_, id) =>
      ({
        document: { id, version: 2, kind: 'physical', isPublic: true, core: '{}', prices: '{}' },
        change: { event, changed: ['part_name'] },
      }) as unknown as ChangedPart,
  );

async function steps(...changed: ChangedPart[][]): Promise<Step[]> {
  const { cache, steps } = busyCache();
  const done = writeChangesThrough(cache, changed.flat());
  await jest.runAllTimersAsync();
  await done;
  return steps;
}

it.each([
  ['changed', 'content.updated', 'entries'],
  ['new', 'part.created', 'versions'],
] as const)(
  'many %s parts reach the cache in steps, and others have the process as long in between',
  async (_name, event, told) => {
    const all = await steps(changes(60, event));
    expect(all.map((step) => [step.told, step.many])).toEqual([
      [told, 100],
      [told, 100],
      [told, 40],
      ['lists', expect.any(Number)],
    ]);
    const [first, second, third] = all.map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(2 * STEP_MS);
    expect(third - second).toBeGreaterThanOrEqual(2 * STEP_MS);
  },
);

it('rests between those that are changed and those that are new, too', async () => {
  const all = await steps(changes(1, 'content.updated'), changes(1, 'part.created'));
  expect(all.map(({ told }) => told)).toEqual(['entries', 'versions', 'lists']);
  expect(all[1]!.at - all[0]!.at).toBeGreaterThanOrEqual(2 * STEP_MS);
});

it('one change waits for nobody', async () => {
  const all = await steps(changes(1, 'content.updated'));
  expect(all.map(({ at }) => at - all[0]!.at)).toEqual([0, STEP_MS]);
});
