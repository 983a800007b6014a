import { describe, expect, it } from '@jest/globals';
import { momentOf } from './backup.ts';

describe('the moment of a restore', () => {
  it.each([
    ['2026-11-28 07:45:00', '2026-11-28T07:45:00.000Z'],
    ['2026-11-28T07:45:00.250Z', '2026-11-28T07:45:00.250Z'],
    ['2026-11-28 09:45:00+02:00', '2026-11-28T07:45:00.000Z'],
  ])('%s', (text, moment) => {
    expect(momentOf(text).toISOString()).toBe(moment);
  });

  it.each(['yesterday', '2026-11-28', '2026-11-28 07:45', '2026-13-28 07:45:00', ''])(
    '“%s” is none',
    (text) => {
      expect(() => momentOf(text)).toThrow(/no moment such as/);
    },
  );
});
