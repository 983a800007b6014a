import { expect, it } from '@jest/globals';
import type { VersionedCache } from '@tandem/cache';
import { PartEntry } from '@tandem/contracts';
import type { ChangedPart } from '../content/content-writer.js';
import { CacheTelling } from './cache-telling.js';

/** A new part, with as much of it as the cache is told. */
const added = (id: number): ChangedPart =>
  ({
    document: { id, version: 1, kind: 'physical' },
    change: { event: 'part.created', changed: [], summary: null },
  }) as unknown as ChangedPart;

/** A cache that has been told when it is let. */
function slowCache() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked: string[] = [];
  const cache = {
    writeThrough: async () => undefined,
    bumpGenerations: async () => undefined,
    invalidate: async ([first]: readonly { key: string }[]) => {
      if (!first) return;
      asked.push(first.key);
      await promise;
    },
  } as unknown as VersionedCache;
  return { cache, asked, let: resolve };
}

/** Whether something has ended, once all that can go on has. */
async function ended(work: Promise<void>): Promise<boolean> {
  let over = false;
  void work.then(() => (over = true));
  await new Promise(setImmediate);
  return over;
}

it('keeps the next rows waiting for no cache, but the end and the commit after them', async () => {
  const { cache, asked, let: go } = slowCache();
  const telling = new CacheTelling(cache);
  await telling.begin([added(1)]);
  expect(await ended(telling.end())).toBe(false);
  const second = telling.begin([added(2)]);
  expect(await ended(second)).toBe(false);
  expect(asked).toEqual([PartEntry.key(1)]);
  go();
  await second;
  await telling.end();
  expect(asked).toEqual([PartEntry.key(1), PartEntry.key(2)]);
});
