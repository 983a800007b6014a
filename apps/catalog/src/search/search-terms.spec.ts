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

  it.each([
    ['AB-123/4', 'ab1234'],
    ['ab 123 4', 'ab1234'],
    ['AB1234', 'ab1234'],
    ['brake pad', null],
    ['a1', null],
    ['ab "123"', null],
    ['刹车片 123', null],
    ['é-1234', null],
  ])('reads %s as the part number %s', (q, partNumber) => {
    expect(searchTerms(q)).toMatchObject({ partNumber });
  });

  it('is no search when nothing was typed', () => {
    expect(searchTerms('   ')).toBeNull();
  });

  it('looks at a bounded number of words, whatever is pasted', () => {
    const terms = searchTerms(Array.from({ length: 60 }, (_, n) => `w${n}`).join(' '))!;
    expect(terms.query.split(' ')).toHaveLength(16);
    expect(terms.rest!.split(' ')).toHaveLength(15);
    expect(terms.fuzzy.length).toBeLessThanOrEqual(5);
    const phrase = searchTerms(`"${'brake '.repeat(30)}"`)!;
    expect(phrase.query.split(' ')).toHaveLength(16);
    expect(searchTerms('刹车片'.repeat(40))!.pairs!.split(' & ').length).toBeLessThanOrEqual(16);
  });

  it.each([
    [Array(61).fill('-x').join(' '), 'must leave out at most 4 words'],
    ['brake -a -b -c -d -e', 'must leave out at most 4 words'],
    ['-x', 'must say what to look for, not only what to leave out'],
    ['-"brake pad" or -x', 'must say what to look for, not only what to leave out'],
  ])('says no to %s', (q, message) => {
    expect(() => searchTerms(q)).toThrow(
      expect.objectContaining({ kind: 'invalid', extra: { errors: [{ field: 'q', message }] } }),
    );
  });

  it('reads what is written without spaces as pairs of characters', () => {
    expect(searchTerms('刹车片 bosch')).toMatchObject({
      query: 'bosch',
      prefix: 'bosch:*',
      pairs: "'刹车' & '车片'",
    });
    expect(searchTerms('刹')).toMatchObject({ query: '', pairs: "'刹':*" });
    expect(searchTerms("刹'; drop")?.pairs).toBe("'刹':*");
  });
});
