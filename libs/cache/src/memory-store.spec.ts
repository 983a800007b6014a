import { describe, expect, it } from '@jest/globals';
import { describeStoreRules } from '../test/store-rules.js';
import { MemoryStore, processMemoryStore } from './memory-store.js';

describe('the store in the process', () => {
  const store = new MemoryStore();
  describeStoreRules(() => store);

  it('holds no more than it was allowed to', async () => {
    const small = new MemoryStore({ maxEntries: 2 });
    for (const key of ['a', 'b', 'c']) await small.put(key, key, 60);
    expect(await small.mget(['a', 'b', 'c'])).toEqual([null, 'b', 'c']);
  });

  it('counts what it holds in size too', async () => {
    const small = new MemoryStore({ maxCharacters: 1_000 });
    for (const key of ['a', 'b', 'c']) await small.put(key, key.repeat(400), 60);
    expect((await small.mget(['a', 'b', 'c'])).map((raw) => raw !== null)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is one for all services of the process', () => {
    expect(processMemoryStore()).toBe(processMemoryStore());
  });
});
