import { describe, expect, it } from '@jest/globals';
import type { PartFilter } from './part-matching.js';
import { missOf } from './search-misses.js';
import { searchTerms } from './search-terms.js';

const search = (q: string, more: Partial<PartFilter> = {}): PartFilter => ({
  terms: searchTerms(q),
  sort: 'relevance',
  limit: 24,
  ...more,
});

describe('the words of a search that found nothing', () => {
  it('are kept in small letters, without separators', () => {
    expect(missOf(search(' Flux-Capacitor  88 '))).toBe('flux capacitor 88');
  });

  it.each([
    ['an address', 'jane@example.test'],
    ['a number of a person', '0176 123 45 67'],
    ['operators', '"flux capacitor"'],
    ['one letter', 'x'],
    ['a long text', 'flux '.repeat(14)],
  ])('are not kept of %s', (_what, q) => {
    expect(missOf(search(q))).toBeNull();
  });

  it('are not kept when a filter may be why', () => {
    expect(missOf(search('flux', { category: 'brakes' }))).toBeNull();
    expect(missOf(search('flux', { in_stock: false }))).toBeNull();
  });
});
