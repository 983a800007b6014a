import { describe, expect, it } from '@jest/globals';
import { filtersFrom, queryFrom } from './filters';

describe('the catalogue’s address', () => {
  it('leaves out what makes no sense instead of asking the shop for it', () => {
    expect(
      filtersFrom({ kind: 'spaceship', sort: 'upwards', min_price: 'cheap', in_stock: 'maybe' }),
    ).toEqual({});
  });

  it('comes back the same after a reload', () => {
    const filters = {
      q: 'brake',
      kind: 'physical' as const,
      in_stock: true as const,
      max_price: '20.50',
      sort: 'price_asc' as const,
    };
    expect(filtersFrom(queryFrom(filters) as Record<string, string>)).toEqual(filters);
  });

  it('takes the first of a repeated parameter', () => {
    expect(filtersFrom({ q: ['one', 'two'] }).q).toBe('one');
  });
});
