import { describe, expect, it } from '@jest/globals';
import { synonymWords } from './synonym-words.js';

describe('the words of synonyms', () => {
  it('are kept as a search has them', () => {
    expect(
      synonymWords({
        kind: 'one_way',
        words: ['E-Bike', 'e bike', 'Pedelec'],
        targets: ['Électric  cycle'],
      }),
    ).toEqual({ kind: 'one_way', words: ['e bike', 'pedelec'], targets: ['électric cycle'] });
  });

  it.each([
    ['words', { kind: 'equal', words: ['lamp', 'LAMP'], targets: [] }],
    ['targets', { kind: 'equal', words: ['lamp', 'light'], targets: ['torch'] }],
    ['targets', { kind: 'one_way', words: ['lamp'], targets: [] }],
    ['targets', { kind: 'one_way', words: ['lamp'], targets: ['Lamp'] }],
    ['words.1', { kind: 'equal', words: ['lamp', '-- !'], targets: [] }],
    ['words.0', { kind: 'equal', words: ['one two three four', 'lamp'], targets: [] }],
    ['targets.0', { kind: 'one_way', words: ['brake'], targets: ['bosch刹车片'] }],
    ['words.0', { kind: 'one_way', words: ['刹车 片'], targets: ['brake'] }],
  ] as const)('name the field %s that makes no sense', (field, { kind, words, targets }) => {
    expect(() => synonymWords({ kind, words: [...words], targets: [...targets] })).toThrow(
      expect.objectContaining({
        extra: expect.objectContaining({ errors: [expect.objectContaining({ field })] }),
      }),
    );
  });
});
