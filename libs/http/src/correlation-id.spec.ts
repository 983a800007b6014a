import { describe, expect, it } from '@jest/globals';
import { correlationIdOf } from './correlation-id.js';

describe('a correlation id', () => {
  it.each(['a', 'abc-123', 'a.b_c:d/1', 'me@shop+1=2', 'x'.repeat(128)])(
    'of the caller’s own is kept: %s',
    (id) => {
      expect(correlationIdOf(id)).toBe(id);
    },
  );

  it.each([
    '',
    ' ',
    'two words',
    'a,b',
    'line\nbreak',
    'end\n',
    '<script>',
    "quo'te",
    'naïve',
    'x'.repeat(129),
    ['a', 'b'],
    undefined,
  ])('that could do harm is replaced by a new one: %j', (id) => {
    expect(correlationIdOf(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
