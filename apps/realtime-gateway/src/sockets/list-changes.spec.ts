import { describe, expect, it, jest } from '@jest/globals';
import type { ListChanged } from '@tandem/contracts';
import { entry } from '../testing/entries.js';
import { ListChanges, missedLists } from './list-changes.js';

describe('changes of lists', () => {
  function gather() {
    const sent: ListChanged[] = [];
    return { sent, changes: new ListChanges(100, (change) => sent.push(change)) };
  }

  it('are gathered into one message a list', () => {
    jest.useFakeTimers();
    const { sent, changes } = gather();
    changes.add('parts', 1, 'price');
    changes.add('games', 1, 'price');
    changes.add('parts', 2, 'price');
    changes.add('parts', 1, 'price');
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(sent).toEqual([
      { list: 'parts', part_ids: [1, 2], reason: 'price' },
      { list: 'games', part_ids: [1], reason: 'price' },
    ]);
    changes.add('parts', 3, 'deleted');
    jest.advanceTimersByTime(100);
    expect(sent.at(-1)).toEqual({ list: 'parts', part_ids: [3], reason: 'deleted' });
    jest.useRealTimers();
  });

  it('name no single reason when there were several', () => {
    const { sent, changes } = gather();
    changes.add('parts', 1, 'price');
    changes.add('parts', 2, 'stock');
    changes.flush();
    expect(sent).toEqual([{ list: 'parts', part_ids: [1, 2], reason: 'several' }]);
  });

  it('come in portions after a bulk edit', () => {
    const { sent, changes } = gather();
    for (let id = 1; id <= 450; id += 1) changes.add('parts', id, 'stock');
    changes.flush();
    expect(sent.map(({ part_ids }) => part_ids.length)).toEqual([200, 200, 50]);
  });

  it('that were missed are told once a list, for the lists followed only', () => {
    const missed = [
      entry(1, { partId: 1, lists: ['parts', 'games'] }),
      entry(2, { partId: 2, lists: ['parts'] }),
      entry(3, { partId: 3, lists: ['parts'], superseded: true }),
    ];
    expect(missedLists(missed, ['parts'])).toEqual([
      { list: 'parts', part_ids: [1, 2], reason: 'missed' },
    ]);
  });
});
