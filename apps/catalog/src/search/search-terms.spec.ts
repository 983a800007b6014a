import { describe, expect, it } from '@jest/globals';
import { searchTerms } from './search-terms.js';

describe('what a shopper types into the search box', () => {
  it('finds parts while the last word is still being typed', () => {
    expect(searchTerms('brake pa')).toMatchObject({ rest: 'brake', prefix: 'pa:*' });
  });

  it('keeps quotes, minus and or for the database to read', () => {
    for (const q of ['"brake pad"', 'brake -ceramic', 'brake or clutch'])
      expect(searchTerms(q)).toMatchObject({ prefix: null });
  });

  it('never lets search syntax through into the prefix', () => {
    expect(searchTerms("x'); drop & | ! :*")?.prefix).toBe('drop:*');
  });

  it('reads a SKU with dashes as words, not as exclusions', () => {
    expect(searchTerms('BRK-1001-XL')).toMatchObject({ rest: 'brk 1001', prefix: 'xl:*' });
  });

  it('is no search when nothing was typed', () => {
    expect(searchTerms('   ')).toBeNull();
  });
});
