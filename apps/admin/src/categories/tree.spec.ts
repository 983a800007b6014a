import { describe, expect, it } from '@jest/globals';
import type { AdminCategory } from '@tandem/ui';
import { choicesOf, fitsBelow, mergeChoices, placeAt, treeRows } from './tree';

const category = (id: string, parent_id: string | null, parts = 0): AdminCategory => ({
  ...{ id, parent_id, slug: id, name: id.toUpperCase(), position: 0, version: 1, parts },
  ...{ closes_into: null, change: null, updated_at: '2026-01-01T00:00:00.000Z' },
});
const all = [
  category('car', null, 1),
  category('bike', null, 2),
  category('brakes', 'car', 3),
  category('seats', 'car', 4),
  category('pads', 'brakes', 5),
];

describe('the tree of categories in the panel', () => {
  it('is drawn from top to bottom, with the parts of all below', () => {
    expect(treeRows(all).map(({ category: { id }, level, parts }) => [id, level, parts])).toEqual([
      ['car', 0, 13],
      ['brakes', 1, 8],
      ['pads', 2, 5],
      ['seats', 1, 4],
      ['bike', 0, 2],
    ]);
  });

  it('has a place before, after and inside each row, counted without the one that moves', () => {
    expect(placeAt(all, 'bike', 'brakes', 'before')).toEqual({ parent_id: 'car', position: 0 });
    expect(placeAt(all, 'bike', 'brakes', 'after')).toEqual({ parent_id: 'car', position: 1 });
    expect(placeAt(all, 'brakes', 'seats', 'after')).toEqual({ parent_id: 'car', position: 1 });
    expect(placeAt(all, 'bike', 'seats', 'inside')).toEqual({ parent_id: 'seats' });
    expect(placeAt(all, 'seats', 'bike', 'before')).toEqual({ parent_id: null, position: 1 });
  });

  it('has no place for a category in itself, below itself or too deep', () => {
    expect(placeAt(all, 'car', 'pads', 'inside')).toBeNull();
    expect(placeAt(all, 'car', 'car', 'before')).toBeNull();
    const deep = [1, 2, 3, 4, 5].map((n) => category(`l${n}`, n > 1 ? `l${n - 1}` : null));
    expect(fitsBelow([...all, ...deep], 'seats', 'l5')).toBe(true);
    expect(fitsBelow([...all, ...deep], 'brakes', 'l5')).toBe(false);
  });

  it('offers categories by their path, and none that the parts of one can’t go to', () => {
    expect(choicesOf(all, ({ id }) => id === 'pads')).toEqual([
      { value: 'pads', title: 'CAR › BRAKES › PADS' },
    ]);
    expect(mergeChoices(all, 'brakes').map(({ value }) => value)).toEqual(['car', 'seats', 'bike']);
  });
});
