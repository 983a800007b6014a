import { describe, expect, it } from '@jest/globals';
import { synonymText, wordsIn } from './wording';

describe('words of synonyms', () => {
  it('stand between commas', () => {
    expect(wordsIn(' laptop,notebook ,, cell phone\nlaptop')).toEqual([
      'laptop',
      'notebook',
      'cell phone',
    ]);
  });

  it('say which way they go', () => {
    const of = { id: '', version: 1, updated_at: '' };
    expect(synonymText({ ...of, kind: 'equal', words: ['a', 'b'], targets: [] })).toBe('a = b');
    expect(synonymText({ ...of, kind: 'one_way', words: ['a', 'b'], targets: ['c'] })).toBe(
      'a, b → c',
    );
  });
});
