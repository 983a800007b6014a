import { describe, expect, it } from '@jest/globals';
import { eventName, matches, MOST_ROWS, released, together, withEvent, type Feed } from './feed';
import type { FeedRow } from './feed';

const row = (id: string, type = 'stock.updated') =>
  ({ id, type, part_id: 7, data: { reason: 'Damaged' } }) as unknown as FeedRow;
const none: Feed = { shown: [], held: [] };
const ids = (rows: readonly FeedRow[]) => rows.map(({ id }) => id);

describe('the live events', () => {
  it('keep what comes while they are paused, and show it afterwards in its order', () => {
    let feed = withEvent(none, row('1'), false);
    feed = withEvent(withEvent(feed, row('2'), true), row('3'), true);
    expect(ids(feed.shown)).toEqual(['1']);
    expect(ids(released(feed).shown)).toEqual(['3', '2', '1']);
    expect(released(feed).held).toEqual([]);
  });

  it('never grow without end', () => {
    let feed = none;
    for (let i = 0; i < MOST_ROWS + 50; i += 1) feed = withEvent(feed, row(String(i)), i % 2 === 0);
    expect(released(feed).shown).toHaveLength(MOST_ROWS);
  });

  it('show an event once that came live and is among the earlier ones', () => {
    expect(ids(together([row('2')], [row('2'), row('1')]))).toEqual(['2', '1']);
  });

  it('are found by what staff call them, in capitals or not', () => {
    for (const words of [
      'Stock',
      'stock',
      'STOCK changed',
      'damaged',
      'stock.updated',
      '7',
      null,
    ]) {
      expect(matches(row('1'), words)).toBe(true);
    }
    expect(matches(row('1', 'order.paid'), 'Stock')).toBe(false);
    expect(eventName('something.quite_new')).toBe('Something quite new');
  });
});
