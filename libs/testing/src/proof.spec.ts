import { describe, expect, it } from '@jest/globals';
import { proofSeed, proofSize } from './proof.js';

describe('a long proof has two sizes', () => {
  it('takes a tenth, but never fewer rounds than show something', () => {
    const sizes = [[500], [11], [100, 20], [2]].map(([full, least]) => proofSize(full!, least, {}));
    expect(sizes).toEqual([50, 3, 20, 2]);
  });

  it('takes every round with --full', () => {
    expect([500, 2].map((full) => proofSize(full, 1, { TANDEM_FULL: '1' }))).toEqual([500, 2]);
  });

  it('draws from the seed it is given, and refuses one that is no number', () => {
    expect(proofSeed({ TANDEM_SEED: '7' })).toBe(7);
    expect(() => proofSeed({ TANDEM_SEED: 'seven' })).toThrow('TANDEM_SEED');
  });
});
