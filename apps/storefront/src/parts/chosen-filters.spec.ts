import { describe, expect, it } from '@jest/globals';
import { chosenFilters, withKind } from './chosen-filters';

const values = (value: string, label: string) => [
  { value, label, count: 1, count_is_exact: true, level: 0 },
];
const facets = {
  category: values('car-brakes', 'Brakes'),
  kind: [],
  in_stock: [],
  price: [],
  genre: values('action', 'Action'),
};
const texts = (filters: object) => chosenFilters(filters, facets).map(({ text }) => text);

describe('the filters that are set', () => {
  it('are told in words', () => {
    expect(texts({ q: 'x', sort: 'name' })).toEqual([]);
    expect(
      texts({ kind: 'game', category: 'car-brakes', genre: 'action', in_stock: true }),
    ).toEqual(['Games', 'Brakes', 'Action', 'In stock']);
    expect(texts({ category: 'unknown' })).toEqual(['unknown']);
  });

  it('are one for a range of prices', () => {
    expect(texts({ min_price: '10.00' })).toEqual(['10.00 and more']);
    expect(texts({ max_price: '9.99' })).toEqual(['Up to 9.99']);
    const [range] = chosenFilters({ min_price: '10.00', max_price: '24.99' }, facets);
    expect(range).toEqual({
      name: 'price',
      text: '10.00 to 24.99',
      without: { min_price: undefined, max_price: undefined },
    });
  });

  it('lose genre and platform with the choice of games', () => {
    expect(withKind('game')).toEqual({ kind: 'game' });
    expect(withKind('physical')).toEqual({
      kind: 'physical',
      genre: undefined,
      platform: undefined,
    });
  });
});
