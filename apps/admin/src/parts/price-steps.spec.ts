import { describe, expect, it } from '@jest/globals';
import { priceLine } from './price-steps';

const step = (since: string, amount: string, currency = 'EUR') => ({
  since,
  price: { amount, currency },
});
const NOW = Date.parse('2026-03-03T00:00:00Z');

describe('the line of a price', () => {
  it('holds each price until the next', () => {
    const line = priceLine(
      [step('2026-03-02T00:00:00Z', '15.00'), step('2026-03-01T00:00:00Z', '19.99')],
      NOW,
    );
    expect(line.at(0)).toBe(19.99);
    expect(line.at(-1)).toBe(15);
    expect(line.indexOf(15)).toBe(line.length / 2);
  });

  it('is none of one price, and does not compare currencies', () => {
    expect(priceLine([step('2026-03-01T00:00:00Z', '19.99')], NOW)).toEqual([]);
    const other = step('2026-03-01T00:00:00Z', '90.00', 'PLN');
    expect(priceLine([step('2026-03-02T00:00:00Z', '19.99'), other], NOW)).toEqual([]);
  });
});
