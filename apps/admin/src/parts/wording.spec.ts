import { describe, expect, it } from '@jest/globals';
import { formatDay } from '@tandem/ui/format';
import { canRollBackTo, fieldText, removedText, summaryText, valueText } from './wording';

describe('the history of a part in the words of staff', () => {
  it('names fields as the form does', () => {
    expect(summaryText('Changed part_name, sku, category_id')).toBe('Changed name, SKU, category');
    expect(summaryText('Rolled back to version 3')).toBe('Rolled back to version 3');
    expect(summaryText('Rolled part_name, sku back to version 3')).toBe(
      'Rolled name, SKU back to version 3',
    );
    expect(summaryText('Gave genre_ids back to G2A')).toBe('Gave genres back to G2A');
    expect(fieldText('part_name')).toBe('Name');
    expect(fieldText('some_new_field')).toBe('Some new field');
  });

  it('says what a list lacks, and for how long the shop keeps it', () => {
    const before = '2026-03-03T12:00:00.000Z';
    expect(removedText('Versions', { before, kept_days: 730, kept_newest: 50 })).toBe(
      `Versions before ${formatDay(before)} were removed; the shop keeps them for 2 years, and the newest 50 of each part for good.`,
    );
    const text = (kept_days: number) =>
      removedText('Prices', { before, kept_days, kept_newest: 1 });
    expect(text(365)).toContain('for a year,');
    expect(text(90)).toContain('for 90 days,');
    expect(removedText('Movements', { before, kept_days: 4_015 })).toBe(
      `Movements before ${formatDay(before)} were removed; the shop keeps them for 11 years.`,
    );
  });

  it('offers no way back to the moment of a deletion, nor to what is there now', () => {
    const version = (change_summary: string, is_active = false) => ({ change_summary, is_active });
    expect(canRollBackTo(version('Deleted'))).toBe(false);
    expect(canRollBackTo(version('Changed price', true))).toBe(false);
    expect(canRollBackTo(version('Changed price'))).toBe(true);
  });

  it('reads values out', () => {
    expect(valueText('price', { amount: '12.50', currency: 'EUR' })).toBe('12.50 EUR');
    expect(valueText('specifications', [{ name: 'Weight', value: '2', unit: 'kg' }])).toBe(
      'Weight: 2 kg',
    );
    expect(valueText('images', [])).toBe('(none)');
    const sale = {
      price: { amount: '9.00', currency: 'EUR' },
      from: '2026-07-01T10:00:00.000Z',
      until: '2026-07-02T10:00:00.000Z',
    };
    expect(valueText('sale', sale)).toMatch(/^9\.00 EUR from .+2026.+ until .+2026/);
    expect(valueText('sale', null)).toBe('(empty)');
    expect(valueText('region', null)).toBe('(empty)');
    expect(valueText('genres', [{ id: 'x', name: 'Racing', slug: 'racing' }])).toBe('Racing');
  });
});
