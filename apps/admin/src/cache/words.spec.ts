import { describe, expect, it } from '@jest/globals';
import { percentText, popularText, stateText } from './words';

const read = { kind: 'list', part_id: null, part_name: null, filters: null, reads: 1 } as const;

describe('the page about the cache', () => {
  it('says what is read, of a part by its name and of a list by its filters', () => {
    expect(popularText({ ...read, kind: 'part', part_id: 7, part_name: 'Brake disc' })).toBe(
      'Brake disc',
    );
    expect(popularText({ ...read, kind: 'part', part_id: 7 })).toBe('Part 7, which is gone');
    expect(popularText({ ...read, filters: { kind: 'game', in_stock: true, limit: 24 } })).toBe(
      'List: kind game, in stock true',
    );
    expect(popularText({ ...read, filters: { limit: 24, facets: true } })).toBe('The whole list');
  });

  it('says that the database is read while the cache is away', () => {
    const state = { store: 'redis', pending_invalidations: 0, kinds: [], popular: [] } as const;
    const of = (more: object) => stateText({ ...state, ...more } as never);
    expect(of({ is_used: false })).toContain('go to the database');
    expect(of({ is_used: true })).toBe('The cache is in Redis and in use.');
    expect(of({ is_used: true, pending_invalidations: 3 })).toContain('3 changes');
  });

  it('tells a rate that nobody knows from one of nothing', () => {
    expect(percentText(null)).toBe('–');
    expect(percentText(0)).toBe('0%');
    expect(percentText(0.9876)).toBe('98.8%');
  });
});
