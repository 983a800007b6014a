import { describe, expect, it } from '@jest/globals';
import type { AuthConfig } from '../config.js';
import { PasswordHasher } from './password-hasher.js';
import { passwordProblem } from './password-rules.js';

const hasher = (memory: number, passes: number, room = { hashesAtOnce: 2, hashesWaiting: 100 }) =>
  new PasswordHasher({ argon2MemoryKib: memory, argon2Passes: passes, ...room } as AuthConfig);

describe('a new password', () => {
  it('may be anything hard to guess', () => {
    expect(passwordProblem('correct horse battery staple', 'ada@example.com')).toBeNull();
    expect(passwordProblem('пароль-из-букв', 'ada@example.com')).toBeNull();
  });

  it.each(['1234567890', 'Password123', 'qwertyuiop', 'aaaaaaaaaaaa'])(
    'may not be %s',
    (password) => {
      expect(passwordProblem(password, 'ada@example.com')).not.toBeNull();
    },
  );

  it('may not be the e-mail address, nor its first half', () => {
    expect(passwordProblem('Ada.Lovelace@Example.com', 'ada.lovelace@example.com')).not.toBeNull();
    expect(passwordProblem('ada.lovelace', 'ada.lovelace@example.com')).not.toBeNull();
  });
});

describe('a stored password', () => {
  const light = hasher(1_024, 1);

  it('is an argon2id hash that only the password fits', async () => {
    const stored = await light.hash('correct horse');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
    expect(await light.matches(stored, 'correct horse')).toBe(true);
    expect(await light.matches(stored, 'correct Horse')).toBe(false);
  });

  it('fits however a keyboard composes its letters', async () => {
    expect(await light.matches(await light.hash('cafe\u0301-au-lait'), 'caf\u00e9-au-lait')).toBe(
      true,
    );
  });

  it('is never matched for an unknown account', async () => {
    expect(await light.matches(null, 'correct horse')).toBe(false);
  });

  it('is renewed when the cost was raised', async () => {
    const stored = await light.hash('correct horse');
    expect(light.isOutdated(stored)).toBe(false);
    expect(hasher(2_048, 1).isOutdated(stored)).toBe(true);
  });
});

describe('hashing passwords', () => {
  it('is work for a bounded number at once: the others are asked to come again', async () => {
    const busy = hasher(1_024, 1, { hashesAtOnce: 1, hashesWaiting: 2 });
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => busy.hash('a password')));
    const refused = all.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({
      code: 'overloaded',
      kind: 'unavailable',
      extra: { retry_after: 2 },
    });
    await expect(busy.hash('a password')).resolves.toContain('$argon2id$');
  });
});
