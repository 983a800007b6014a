import { describe, expect, it } from '@jest/globals';
import { Envelopes } from './envelope.js';

const PURPOSE = 'tandem game keys';
const SECRET = 'a-secret-of-at-least-32-characters-a';
const NEXT = 'a-secret-of-at-least-32-characters-b';
const KEY = 'AAAAA-BBBBB-CCCCC';

describe('a text that is stored encrypted', () => {
  const envelopes = new Envelopes(PURPOSE, SECRET);
  const sealed = envelopes.seal(KEY, 'key-1');

  it('opens with the secret and for its own row only', () => {
    expect(new Envelopes(PURPOSE, SECRET).open(sealed, 'key-1')).toBe(KEY);
    expect(() => envelopes.open(sealed, 'key-2')).toThrow();
    expect(() => new Envelopes(PURPOSE, NEXT).open(sealed, 'key-1')).toThrow(
      /needs the secret of version/,
    );
  });

  it('does not open in the row of another key, nor with that one’s data key', () => {
    const other = envelopes.seal('XXXXX', 'key-2');
    expect(() => envelopes.open(other, 'key-1')).toThrow();
    expect(() => envelopes.open({ ...sealed, wrapped_key: other.wrapped_key }, 'key-1')).toThrow();
    expect(() => envelopes.open({ ...sealed, ciphertext: other.ciphertext }, 'key-1')).toThrow();
  });

  it.each(['ciphertext', 'wrapped_key'] as const)(
    'does not open when any byte of its %s was changed',
    (part) => {
      for (let at = 0; at < sealed[part].length; at += 1) {
        const changed = Buffer.from(sealed[part]);
        changed[at]! ^= 1;
        expect(() => envelopes.open({ ...sealed, [part]: changed }, 'key-1')).toThrow();
      }
      const cut = sealed[part].subarray(0, 20);
      expect(() => envelopes.open({ ...sealed, [part]: cut }, 'key-1')).toThrow('too short');
    },
  );

  it('does not open with another secret that is said to be its own', () => {
    const next = new Envelopes(PURPOSE, NEXT);
    expect(() => next.open({ ...sealed, key_version: next.version }, 'key-1')).toThrow();
  });

  it('does not show the key, and looks different every time', () => {
    const again = envelopes.seal(KEY, 'key-1');
    for (const part of ['ciphertext', 'wrapped_key'] as const) {
      expect(sealed[part].includes(KEY)).toBe(false);
      expect(again[part].equals(sealed[part])).toBe(false);
    }
  });

  it('is read with the secret of before, wrapped anew, and then needs it no more', () => {
    const both = new Envelopes(PURPOSE, NEXT, [SECRET]);
    expect(both.open(sealed, 'key-1')).toBe(KEY);
    const anew = { ...sealed, ...both.wrapAnew(sealed, 'key-1') };
    expect(anew.key_version).toBe(both.version);
    expect(anew.key_version).not.toBe(sealed.key_version);
    expect(new Envelopes(PURPOSE, NEXT).open(anew, 'key-1')).toBe(KEY);
    expect(() => envelopes.open(anew, 'key-1')).toThrow();
    expect(() => both.wrapAnew(sealed, 'key-2')).toThrow();
  });

  it('may hold a picture as well as a line', () => {
    const picture = 'iVBORw0KGgo'.repeat(20_000);
    expect(envelopes.open(envelopes.seal(picture, 'key-3'), 'key-3')).toBe(picture);
  });
});
