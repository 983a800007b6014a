import { describe, expect, it } from '@jest/globals';
import { categoryAt, type CategoryNode } from './categories';

const node = (slug: string, former_slugs: string[], children: CategoryNode[]): CategoryNode => ({
  ...{ slug, former_slugs, name: slug.toUpperCase(), count: 0, children },
});

describe('the category that an address names', () => {
  const tree = [node('car', ['lamps'], [node('lamps', ['bulbs'], [])])];

  it('is found by the slug that it has, however deep, before one that it had', () => {
    expect(categoryAt(tree, 'lamps')?.name).toBe('LAMPS');
  });

  it('is found by a slug that it had', () => {
    expect(categoryAt(tree, 'bulbs')?.slug).toBe('lamps');
    expect(categoryAt(tree, 'boats')).toBeUndefined();
  });
});
