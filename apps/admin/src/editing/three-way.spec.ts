import { describe, expect, it } from '@jest/globals';
import { contested, merged } from './three-way';

const before = { name: 'Turbo', price: '10.00', sku: 'T-1' };

describe('two people who saved the same part', () => {
  it('choose only between what both of them changed', () => {
    const mine = { ...before, name: 'Turbo II', price: '12.00' };
    const theirs = { ...before, price: '11.00', sku: 'T-2' };
    expect(contested(mine, before, theirs)).toEqual(['price']);
  });

  it('keep what either of them changed alone, without being asked', () => {
    const mine = { ...before, name: 'Turbo II' };
    const theirs = { ...before, sku: 'T-2' };
    expect(contested(mine, before, theirs)).toEqual([]);
    expect(merged(mine, before, theirs, new Set())).toEqual({
      name: 'Turbo II',
      price: '10.00',
      sku: 'T-2',
    });
  });

  it('get what they chose of what both changed', () => {
    const mine = { ...before, name: 'Turbo II', price: '12.00' };
    const theirs = { ...before, name: 'Turbo X', price: '11.00' };
    expect(merged(mine, before, theirs, new Set(['name']))).toMatchObject({
      name: 'Turbo II',
      price: '11.00',
    });
  });

  it('need no choice where they agree', () => {
    const same = { ...before, price: '9.00' };
    expect(contested(same, before, { ...same })).toEqual([]);
  });
});
