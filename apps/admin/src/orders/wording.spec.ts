import { describe, expect, it } from '@jest/globals';
import type { OrderItem } from './types';
import { detailLines, pendingKeys, reasonText, stepText } from './wording';

it('an order waits for the keys that are neither there nor refunded', () => {
  const keys = ['pending', 'ready', 'replaced', 'refunded', 'pending'].map((status) => ({
    status,
  }));
  const items = [{ keys }, { part_id: 7 }] as OrderItem[];
  expect(pendingKeys({ items })).toBe(2);
});

describe('the saga in words', () => {
  it('tells what a step came to', () => {
    expect(stepText({ step: 'reserve', outcome: 'done' })).toBe('Stock reserved');
    expect(stepText({ step: 'return', outcome: 'compensated' })).toBe('Items returned to stock');
  });

  it('tells of a step that this page does not know yet', () => {
    expect(stepText({ step: 'deliver_keys', outcome: 'retry' })).toBe(
      'Deliver keys: tried again later',
    );
  });

  it('names the lines that were short', () => {
    const items = [{ part_id: 7, part_name: 'Brake pad' }] as OrderItem[];
    const detail = {
      reason: 'insufficient_stock',
      lines: [
        { part_id: 7, requested: 3, available: 1 },
        { part_id: 8, requested: 1, available: 0 },
      ],
    };
    expect(detailLines(detail, items)).toEqual([
      'Because there was not enough stock',
      'Brake pad: 3 requested, 1 available',
      'Part 8: 1 requested, 0 available',
    ]);
  });

  it('keeps amounts and codes readable, and says nothing of what is not there', () => {
    const detail = {
      balance: { amount: '5.00', currency: 'EUR' },
      state: 'released_already',
      error: null,
    };
    expect(detailLines(detail)).toEqual(['balance: 5.00 EUR', 'state: released already']);
    expect(detailLines(null)).toEqual([]);
  });

  it('leaves what staff wrote as they wrote it', () => {
    expect(reasonText('Snake_case? No: the customer called.')).toBe(
      'Snake_case? No: the customer called.',
    );
  });
});
