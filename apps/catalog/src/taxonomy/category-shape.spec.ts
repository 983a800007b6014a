import { describe, expect, it } from '@jest/globals';
import { CategoryShape } from './category-shape.js';

const shape = new CategoryShape([
  { id: 'car', parent_id: null },
  { id: 'brakes', parent_id: 'car' },
  { id: 'pads', parent_id: 'brakes' },
  { id: 'bike', parent_id: null },
]);

describe('the shape of the tree of categories', () => {
  it('knows what is below a category, however deep, and what is not', () => {
    expect(shape.isWithin('pads', 'car')).toBe(true);
    expect(shape.isWithin('car', 'car')).toBe(true);
    expect(shape.isWithin('car', 'pads')).toBe(false);
    expect(shape.isWithin('bike', 'car')).toBe(false);
  });

  it('counts the levels above and below', () => {
    expect([null, 'car', 'pads'].map((id) => shape.levelsAbove(id))).toEqual([0, 1, 3]);
    expect(['car', 'bike', 'new'].map((id) => shape.levelsBelow(id))).toEqual([3, 1, 1]);
  });
});
