import { describe, expect, it } from '@jest/globals';
import { categoryTree } from './taxonomy.js';

const row = (id: string, parent_id: string | null, own: number) => ({
  id,
  parent_id,
  slug: id,
  former_slugs: [],
  name: id,
  own,
});

describe('the tree of categories', () => {
  it('counts the parts of a category and of all below it', () => {
    const [car] = categoryTree([
      row('car', null, 1),
      row('brakes', 'car', 2),
      row('pads', 'brakes', 3),
    ]);
    expect(car).toMatchObject({ count: 6, children: [{ count: 5, children: [{ count: 3 }] }] });
  });
});
