import { describe, expect, it } from '@jest/globals';
import { errorText } from './error-text.js';

describe('what staff are told of a failed job', () => {
  it.each([
    [
      Object.assign(new Error('No such payment.'), { code: 'not_found' }),
      'not_found: No such payment.',
    ],
    [new TypeError('x is not a function'), 'TypeError: x is not a function'],
    [new Error('550 <ada@example.com> unknown'), 'Error: 550 … unknown'],
    [new Error(`token eyJhbGciOi.J9.x`), 'Error: token …'],
    ['thrown text', 'Error: thrown text'],
  ])('is short and without personal data', (error, text) => {
    expect(errorText(error)).toBe(text);
  });

  it('has 200 characters at most', () => {
    expect(errorText(new Error('far too long '.repeat(50)))).toHaveLength(200);
  });
});
