import { describe, expect, it } from '@jest/globals';
import { ConfirmTokens } from './confirm-token.js';

const tokens = new ConfirmTokens('a-secret-of-at-least-thirty-two-characters');
const HOUR = 3_600_000;

describe('the confirmation of a deletion', () => {
  it('holds for the person, the part and the state it was given for', () => {
    const token = tokens.issue(7, 3, 'ann', 0);
    expect(tokens.judge(token, 7, 3, 'ann', 1)).toBe('ok');
    expect(tokens.judge(token, 8, 3, 'ann', 1)).toBe('wrong');
    expect(tokens.judge(token, 7, 3, 'bob', 1)).toBe('wrong');
    expect(tokens.judge(token, 7, 4, 'ann', 1)).toBe('changed');
    expect(tokens.judge(token, 7, 3, 'ann', HOUR)).toBe('expired');
  });

  it.each(['', 'yes', '3.600000.x', `3.600000.${'A'.repeat(43)}`])(
    'is never a guess: %s',
    (guess) => {
      expect(tokens.judge(guess, 7, 3, 'ann', 0)).toBe('wrong');
    },
  );
});
