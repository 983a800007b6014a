import { describe, expect, it } from '@jest/globals';
import { KeyEncryption } from './key-encryption.js';

const SECRET = 'a-secret-of-at-least-32-characters-a';

describe('a stored signing key', () => {
  const sealed = new KeyEncryption(SECRET).seal('{"d":"private"}', 'kid-1');

  it('opens with the secret and for its own id only', () => {
    expect(new KeyEncryption(SECRET).open(sealed, 'kid-1')).toBe('{"d":"private"}');
    expect(() => new KeyEncryption(SECRET).open(sealed, 'kid-2')).toThrow();
    expect(() => new KeyEncryption(`${SECRET}b`).open(sealed, 'kid-1')).toThrow();
  });

  it('does not open when a bit of it was changed', () => {
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    expect(() => new KeyEncryption(SECRET).open(changed, 'kid-1')).toThrow();
  });

  it('does not show the key, and looks different every time', () => {
    expect(sealed.includes('private')).toBe(false);
    expect(new KeyEncryption(SECRET).seal('{"d":"private"}', 'kid-1').equals(sealed)).toBe(false);
  });
});
