import { describe, expect, it } from '@jest/globals';
import { keptBackText, partBufferText, withoutOwnText } from './wording';

describe('what is kept back, in the words of staff', () => {
  const discs = { id: '0198c5a0-0000-7000-8000-000000000001', name: 'Brake discs', pieces: 3 };
  const buffer = {
    ...{ part_id: 7, pieces: 0, own_pieces: null, category: null },
    ...{ version: 0, updated_at: null, updated_by_name: null },
  };

  it('says of what a row of the list is kept back', () => {
    const row = {
      ...{ part_id: null, sku: null, category_id: discs.id, category_name: discs.name },
      ...{ version: 1, updated_at: '2026-01-01T00:00:00.000Z', updated_by_name: 'Stella' },
    };
    const ofCategory = { ...row, kind: 'category' as const };
    expect(keptBackText({ ...ofCategory, pieces: 3 })).toBe('3 of each part in Brake discs');
    expect(keptBackText({ ...ofCategory, pieces: 0 })).toBe('Nothing of each part in Brake discs');
    const ofPart = {
      ...row,
      kind: 'part' as const,
      part_id: 7,
      sku: 'DISC-260',
      category_id: null,
    };
    expect(keptBackText({ ...ofPart, pieces: 12_000 })).toBe('12,000 of DISC-260');
  });

  it('says of a part where its buffer is set', () => {
    expect(partBufferText(buffer)).toBe('Kept back: nothing.');
    expect(partBufferText({ ...buffer, pieces: 3, category: discs })).toBe(
      'Kept back: 3 units, set for the category Brake discs.',
    );
    expect(partBufferText({ ...buffer, pieces: 1, own_pieces: 1, category: discs })).toBe(
      'Kept back: 1 unit, set for this part.',
    );
    expect(partBufferText({ ...buffer, own_pieces: 0, category: discs })).toBe(
      'Kept back: nothing, set for this part.',
    );
  });

  it('says what counts when the buffer of the part is removed', () => {
    expect(withoutOwnText({ ...buffer, own_pieces: 0, category: discs })).toBe(
      'Then the safety buffer of the category Brake discs counts for this part: 3.',
    );
    expect(withoutOwnText({ ...buffer, own_pieces: 2 })).toBe(
      'Then shoppers can order all units that are not reserved.',
    );
  });
});
