import { describe, expect, it } from '@jest/globals';
import { parseOrderSearch } from './order-search.js';

describe('what staff type to find an order', () => {
  it('is a number, with or without the # they read out', () => {
    expect(parseOrderSearch('#17')).toEqual({ number: 17, ids: null });
    expect(parseOrderSearch(' 17 ')).toEqual({ number: 17, ids: null });
  });

  it('is how an id begins, dashes or not', () => {
    const ids = {
      from: '0199aabb-cc00-0000-0000-000000000000',
      to: '0199aabb-ccff-ffff-ffff-ffffffffffff',
    };
    expect(parseOrderSearch('0199AABB-CC')).toEqual({ number: null, ids });
    expect(parseOrderSearch('0199aabbcc')).toEqual({ number: null, ids });
  });

  it('may be either when it is a long row of digits', () => {
    expect(parseOrderSearch('019900112233')).toEqual({
      number: 19900112233,
      ids: {
        from: '01990011-2233-0000-0000-000000000000',
        to: '01990011-2233-ffff-ffff-ffffffffffff',
      },
    });
  });

  it('is a whole id', () => {
    const id = '0199aabb-cc00-7000-8000-000000000001';
    expect(parseOrderSearch(id)).toEqual({ number: null, ids: { from: id, to: id } });
  });

  it.each(['brake pad', 'ab', '', '#', 'zzzz-zzzz', '1'.repeat(33)])('is nothing: "%s"', (words) =>
    expect(parseOrderSearch(words)).toBeNull(),
  );
});
