import { describe, expect, it } from '@jest/globals';
import { ownedFields, ownerHint } from './owners';

describe('whose a field of a game is', () => {
  const owners = { genre_ids: 'g2a', price: 'staff', part_name: 'g2a' } as const;

  it('is told in the order of the form', () => {
    expect(ownedFields(owners)).toEqual([
      { field: 'part_name', yours: false },
      { field: 'price', yours: true },
      { field: 'genre_ids', yours: false },
    ]);
  });

  it('is told under the field itself, of linked games only', () => {
    expect(ownerHint(owners, 'part_name')).toBe('From G2A. It becomes yours when you change it.');
    expect(ownerHint(owners, 'price')).toBe('Yours.');
    expect(ownerHint(owners, 'sku')).toBeUndefined();
    expect(ownerHint(null, 'price')).toBeUndefined();
    expect(ownedFields(null)).toEqual([]);
  });
});
