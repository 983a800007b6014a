import { describe, expect, it } from '@jest/globals';
import { defused, undefused } from '@tandem/kernel';
import { specificationCell, specificationsOf } from './specification-cell.js';

describe('a cell that a spreadsheet would run', () => {
  const risky = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', '＝1', '(clear)'];

  it.each(risky)('%j is written so that it does not', (text) => {
    expect(defused(text)).toBe(`'${text}`);
  });

  it.each([
    ...risky,
    'plain',
    '',
    "'",
    "'tis",
    "'=1",
    "''=1",
    "'(clear)",
    'a=b',
    '1-1',
    '(clear) it',
  ])('%j is read as it was', (text) => expect(undefused(defused(text))).toBe(text));
});

describe('specifications in a cell', () => {
  it('are read as they were written, whatever stands in them', () => {
    const specifications = [
      { name: 'Diameter', value: '320', unit: 'mm', group: 'Dimensions' },
      { name: 'Material', value: 'Steel' },
      { name: 'Fits', value: 'A | B', group: 'C\\D' },
      { name: 'Ends', value: 'with a sign \\', unit: '|' },
    ];
    expect(specificationsOf(specificationCell(specifications))).toEqual(specifications);
  });

  it('of more than four parts have no value, which is refused', () => {
    expect(specificationsOf('a | b | c | d | e')).toEqual([{ name: 'a', value: '' }]);
  });
});
