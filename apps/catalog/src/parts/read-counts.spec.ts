import { describe, expect, it } from '@jest/globals';
import { listTarget, ReadCounts } from './read-counts.js';

describe('what shoppers read', () => {
  it('is counted, most read first, and counted anew after a look', () => {
    const counts = new ReadCounts();
    for (const target of ['part:1', 'part:2', 'part:2', 'part:3']) counts.add(target);
    expect(counts.take(2)).toEqual([
      ['part:2', 2],
      ['part:1', 1],
    ]);
    expect(counts.take(2)).toEqual([]);
  });

  it('takes a bounded memory, whoever reads every part once', () => {
    const counts = new ReadCounts();
    counts.add('part:1');
    for (let id = 2; id < 30_000; id += 1) counts.add(`part:${id}`);
    counts.add('part:1');
    const taken = counts.take(Infinity);
    expect(taken[0]).toEqual(['part:1', 2]);
    expect(taken).toHaveLength(10_000);
  });

  it('names a list by its filters, in whatever order they came', () => {
    const target = listTarget({ limit: 24, kind: 'game' });
    expect(target).toBe('list:{"kind":"game","limit":24}');
    expect(listTarget({ kind: 'game', limit: 24, category: undefined })).toBe(target);
  });

  it.each([[{ q: 'my name' }], [{ cursor: 'abc' }], [{ fields: 'id' }]])(
    'leaves out a search, a later page and a part of the fields: %j',
    (query) => expect(listTarget({ limit: 24, ...query })).toBeNull(),
  );
});
