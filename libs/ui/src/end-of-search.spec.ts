import { describe, expect, it } from '@jest/globals';
import { endOfSearch } from './end-of-search';

const page = (total: number, total_is_exact = false, next_cursor: string | null = null) => ({
  total,
  total_is_exact,
  next_cursor,
});

describe('the end of a list', () => {
  it('says how many of the matches of a search it lists', () => {
    expect(endOfSearch('brake', page(902), 700)).toBe(
      'Only 700 of about 902 matches are listed. Narrow your search to see others.',
    );
  });

  it.each([
    ['a search that lists all', 'brake', page(240, true), 240],
    ['a search that has another page', 'brake', page(902, false, 'x'), 24],
    ['a search that finds as many as were estimated', 'brake', page(240), 240],
    ['a search of which nothing is listed', 'brake', page(3), 0],
    ['a list without words', undefined, page(20_000), 19_000],
    ['a list that is not there yet', 'brake', undefined, 0],
  ])('says nothing of %s', (_of, words, last, listed) => {
    expect(endOfSearch(words, last, listed)).toBe('');
  });
});
