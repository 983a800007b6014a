import { describe, expect, it } from '@jest/globals';
import { queryFrom } from '../lists/use-address';
import { filtersFrom, isUpsideDown } from './filters';

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

  it('takes prices as people type them, and asks for none when the lowest is above the highest', () => {
    expect(filtersFrom({ min_price: '12,50', max_price: '1.234,50' })).toMatchObject({
      min_price: '12.50',
      max_price: '1234.50',
    });
    expect(isUpsideDown({ min_price: '100.00', max_price: '20.00' })).toBe(true);
    expect(isUpsideDown({ min_price: '20.00', max_price: '20.00' })).toBe(false);
    expect(isUpsideDown({ min_price: '20.00' })).toBe(false);
  });
});
