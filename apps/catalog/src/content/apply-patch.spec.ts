import { describe, expect, it } from '@jest/globals';
import { applyPatch } from './apply-patch.js';
import { eventFor } from './announce-part.js';
import { changedFields, EMPTY_PLAIN_FIELDS, type PartContent } from './part-content.js';

const content = (over: Partial<PartContent> = {}): PartContent => ({
  kind: 'physical',
  sku: 'BRK-1',
  part_name: 'Brake disc',
  description: '<p>Vented</p>',
  category_id: null,
  price: { amount: '19.99', currency: 'EUR' },
  sale: null,
  specifications: [{ name: 'Diameter', value: '320', unit: 'mm' }],
  images: [],
  status: 'active',
  publish_at: null,
  genre_ids: [],
  platform_ids: [],
  ...EMPTY_PLAIN_FIELDS,
  ...over,
});

describe('a change of a part’s content', () => {
  it('touches only the fields that were named', () => {
    const after = applyPatch(content(), { part_name: 'Brake disc, vented' });
    expect(after).toEqual(content({ part_name: 'Brake disc, vented' }));
  });

  it('is none when everything is as before, however it is spelled', () => {
    const before = content({ price: { amount: '19.90', currency: 'EUR' } });
    const same = applyPatch(before, {
      price: { amount: '19.9', currency: 'EUR' },
      specifications: [{ name: 'Diameter', value: '320', unit: 'mm', group: null }],
      description: '<p onclick="x()">Vented</p>',
    });
    expect(changedFields(before, same)).toEqual([]);
  });

  it('refuses what only games have', () => {
    expect(() => applyPatch(content(), { region: 'EU' })).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        extra: { errors: [expect.objectContaining({ field: 'region' })] },
      }),
    );
    expect(applyPatch(content({ kind: 'game' }), { region: 'EU' }).region).toBe('EU');
  });

  it('is told as one event of the most telling type', () => {
    expect(eventFor(['price'])).toBe('price.updated');
    expect(eventFor(['images'])).toBe('images.updated');
    expect(eventFor(['price', 'part_name'])).toBe('content.updated');
    expect(eventFor(['status'])).toBe('content.updated');
  });
});
