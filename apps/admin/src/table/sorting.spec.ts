import { describe, expect, it } from '@jest/globals';
import { drawn, pressed, type Sortings } from './sorting';

const sortings: Sortings = {
  name: [{ sort: 'name', order: 'asc' }],
  price: [
    { sort: 'price_asc', order: 'asc' },
    { sort: 'price_desc', order: 'desc' },
  ],
};

describe('a press on the head of a column', () => {
  it('goes through its orders and ends with none', () => {
    expect(pressed(sortings, 'price', undefined)).toBe('price_asc');
    expect(pressed(sortings, 'price', 'price_asc')).toBe('price_desc');
    expect(pressed(sortings, 'price', 'price_desc')).toBeUndefined();
    expect(pressed(sortings, 'name', 'name')).toBeUndefined();
  });

  it('takes the order from another column', () => {
    expect(pressed(sortings, 'name', 'price_desc')).toBe('name');
    expect(drawn(sortings, 'price_desc')).toEqual([{ key: 'price', order: 'desc' }]);
    expect(drawn(sortings, undefined)).toEqual([]);
  });
});
