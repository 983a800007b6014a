import { describe, expect, it } from '@jest/globals';
import { indexWords } from './index-words.js';

describe('the words that an index is asked for', () => {
  it('names a word once, however many languages make the same of it', () => {
    expect(indexWords(["'steel'", "'steel'"], ["'steel'"])).toEqual(["'steel'"]);
  });

  it('asks for the words of a text one by one, with what may stand in their place', () => {
    const ways = ["'brake' & 'pad'", "'brakes' & 'pads'"];
    const groups = ["'brake' | 'brakes'", "'pad' | 'pads' | 'padded'"];
    expect(indexWords(ways, groups)).toEqual(groups);
  });

  it('keeps what only the text as a whole says', () => {
    const ways = ["'1.5'", "'1.5'"];
    expect(indexWords(ways, ["'1'", "'5'"])).toEqual(["('1.5') | (('1') & ('5'))"]);
  });

  it('asks apart for a word that each way has', () => {
    const groups = ["'mp'", "'1' | '10' | '100'"];
    expect(indexWords(["'mp' <-> '-1'"], groups)).toEqual([
      "'mp'",
      "('-1') | ('1' | '10' | '100')",
    ]);
  });

  it('leaves out the longer of two that say the same, and the order of a phrase', () => {
    const ways = ["'brake' <2> 'bosch'", "'brake' <-> 'by' <-> 'bosch'"];
    expect(indexWords(ways, [])).toEqual(["('brake' & 'bosch')"]);
  });

  it('leaves alone what leaves words out, or has a choice', () => {
    const ways = ["'brake' & !'bosch'", "'brake' | 'clutch'"];
    expect(indexWords(ways, [])).toEqual(["('brake' & !'bosch') | ('brake' | 'clutch')"]);
  });

  it('does not take a sign within a word for an operator', () => {
    expect(indexWords(["'a&b'", "'a|b' & 'it''s'"], [])).toEqual(["('a&b') | ('a|b' & 'it''s')"]);
  });

  it('has nothing to ask for without words', () => {
    expect(indexWords(['', ''], [''])).toEqual([]);
  });
});
