import { describe, expect, it } from '@jest/globals';
import type { BulkRun } from '@tandem/ui';
import { changeText, percentDone, resultCounts, valuesText } from './wording';

const nameOf = (id: string) => (id === 'c1' ? 'Brakes' : undefined);
const run = {
  state: 'running',
  parts: 10,
  open: 4,
  done: 5,
  unchanged: 0,
  conflicts: 1,
  refused: 0,
  restored: 0,
  not_restored: 0,
} as BulkRun;

describe('a bulk change in the words of staff', () => {
  it('says what becomes others', () => {
    const percent = { mode: 'percent', percent: '-10', rounding: '99' } as const;
    expect(changeText({ price: percent, status: 'archived' }, nameOf)).toBe(
      'Price: −10%, rounded to .99 · Status: Hidden',
    );
    const more = { amount: '2.00', currency: 'EUR' };
    const plus = { mode: 'amount', amount: more, rounding: 'none' } as const;
    expect(changeText({ price: plus }, nameOf)).toBe('Price: +€2.00');
    expect(changeText({ category_id: 'c1' }, nameOf)).toBe('Category: Brakes');
    expect(changeText({ category_id: null }, nameOf)).toBe('Category: none');
    expect(valuesText({ category_id: 'c2' }, nameOf)).toBe('a deleted category');
    expect(valuesText({}, nameOf)).toBe('–');
    const units = { mode: 'amount', units: -1200, reason: 'Broken' } as const;
    expect(changeText({ stock: units }, nameOf)).toBe('Stock: −1,200 (Broken)');
    expect(valuesText({ stock: 0 }, nameOf)).toBe('0');
  });

  it('counts the results there are, and how far it is, also when it is undone', () => {
    expect(resultCounts(run)).toEqual([
      { result: 'open', count: 4 },
      { result: 'done', count: 5 },
      { result: 'conflict', count: 1 },
    ]);
    expect(percentDone(run)).toBe(60);
    expect(percentDone({ ...run, state: 'undoing', open: 0, done: 1, restored: 3 })).toBe(75);
  });
});
