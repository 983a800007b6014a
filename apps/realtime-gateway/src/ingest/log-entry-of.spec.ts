import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { logEntryOf, newsOf } from './log-entry-of.js';
import type { Arrival } from './log-entry-of.js';
import { UNKNOWN, type PartKnowledge } from './part-versions.js';

const KNOWN: PartKnowledge = {
  stockVersion: 5,
  contentVersion: 5,
  lists: ['parts', 'category:brakes'],
  isPublic: true,
};

function arrival(
  type: string,
  data: Record<string, unknown>,
  topic: string = TOPICS.part,
): Arrival {
  return {
    id: '0190a7a0-0000-7000-8000-000000000001',
    topic,
    type,
    subject: '7',
    time: '2026-01-01T00:00:00.000Z',
    correlationId: 'c-12345678',
    traceparent: null,
    snapshot: false,
    data: { part_id: 7, ...data },
  };
}

const logged = (event: Arrival, known = KNOWN) => logEntryOf(event, newsOf(event), known);

describe('from an event to the log', () => {
  it('keeps what staff see whole beside what shoppers see', () => {
    const data = { version: 6, current_stock: 3, reserved_quantity: 1 };
    const entry = logged(arrival('stock.updated', data, TOPICS.stock));
    expect(entry.staffData).toEqual({ part_id: 7, ...data });
    expect(entry.publicData).toEqual({ part_id: 7, version: 6, current_stock: 3 });
  });

  it('keeps a snapshot for staff and pushes it to nobody, as nothing has changed', () => {
    const part = { kind: 'physical', category: { slug: 'wheels' } };
    const told = { ...arrival('content.updated', { version: 6, part }), snapshot: true };
    const entry = logged(told);
    expect(entry).toMatchObject({ superseded: true, lists: [], publicType: null });
    expect(entry.publicData).toBeNull();
    expect(newsOf(told)).toMatchObject({ contentVersion: 6, lists: ['parts', 'category:wheels'] });
  });

  it('concerns both lists when a part moves to another category', () => {
    const part = { kind: 'physical', category: { slug: 'wheels' } };
    const entry = logged(arrival('content.updated', { version: 6, part }));
    expect(entry.lists).toEqual(['parts', 'category:brakes', 'category:wheels']);
  });

  it('concerns a game’s own lists', () => {
    const part = { kind: 'game', genres: [{ slug: 'rpg' }], platforms: [{ slug: 'pc' }] };
    const news = newsOf(arrival('part.created', { version: 1, part }));
    expect(news?.lists).toEqual(['parts', 'games', 'genre:rpg', 'platform:pc']);
  });

  it('concerns lists through stock only when a part sells out or comes back', () => {
    const stock = (type: string) => logged(arrival(type, { version: 6 }, TOPICS.stock)).lists;
    expect(stock('stock.updated')).toEqual([]);
    expect(stock('stock.depleted')).toEqual(KNOWN.lists);
    expect(stock('stock.replenished')).toEqual(KNOWN.lists);
  });

  it('takes a deleted part out of the lists it stood in', () => {
    const event = arrival('part.deleted', { version: 6, sku: 'A-1', kind: 'physical' });
    expect(logged(event).lists).toEqual(KNOWN.lists);
    expect(newsOf(event)?.isPublic).toBe(false);
  });

  it('says nothing of a draft, also when nobody has heard of the part before', () => {
    const draft = arrival('part.created', { version: 1, status: 'draft' });
    expect(logged(draft, UNKNOWN).publicType).toBeNull();
    const withdrawn = arrival('content.updated', { version: 6, status: 'draft' });
    expect(logged(withdrawn).publicType).toBe('part.deleted');
  });

  it('takes no version of a sale or a shortfall for one of the part’s stock', () => {
    for (const type of ['sale.numbered', 'shortfall.changed']) {
      expect(newsOf(arrival(type, { version: 90 }, TOPICS.stock))).toBeNull();
    }
  });

  it('never pushes a state that is older than one already told', () => {
    const late = logged(arrival('stock.updated', { version: 4, current_stock: 1 }, TOPICS.stock));
    expect(late.superseded).toBe(true);
    expect(late.publicData).toBeNull();
    const second = logged(arrival('stock.depleted', { version: 5 }, TOPICS.stock));
    expect(second.superseded).toBe(false);
  });

  it('is no part’s news when it is about a reservation or a user', () => {
    const reservation = arrival('reservation.created', { version: 1, lines: [] }, TOPICS.stock);
    const event = { ...reservation, data: { version: 1, lines: [] } };
    expect(newsOf(event)).toBeNull();
    expect(logEntryOf(event, null, null)).toMatchObject({ partId: null, publicData: null });
  });
});
