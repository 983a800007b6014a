import { describe, expect, it } from '@jest/globals';
import { nextPlace, one, pageOf, previousPlace, refined, remembered } from './place';

const first = { query: { q: 'turbo', sort: 'name' }, before: [] };

describe('the page of a table, in the address', () => {
  it('goes forward and back over the same pages, with filters and order kept', () => {
    const second = nextPlace(first, 'c2');
    const third = nextPlace(second, 'c3');
    expect(third.query).toEqual({ q: 'turbo', sort: 'name', cursor: 'c3', page: '3' });
    expect(previousPlace(third)).toEqual(second);
    expect(previousPlace(second)).toEqual(first);
  });

  it('begins anew when a filter or the order changes', () => {
    const { query } = nextPlace(first, 'c2');
    expect(refined(query, { sort: 'sku' })).toEqual({ q: 'turbo', sort: 'sku' });
    expect(refined(query, { q: undefined })).toEqual({ sort: 'name' });
  });

  it('leads to the first page where the way back is not known', () => {
    expect(previousPlace({ query: { cursor: 'c9', page: '9' }, before: [] })).toEqual({
      query: {},
      before: [],
    });
  });

  it('takes nothing from the address or the history that is not its own', () => {
    expect(pageOf({ cursor: 'c2', page: 'nonsense' })).toBe(2);
    expect(pageOf({ page: '7' })).toBe(1);
    expect(one(['a', 'b'])).toBeUndefined();
    expect(remembered({ before: [1] })).toEqual([]);
    expect(remembered(null)).toEqual([]);
  });
});
