import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { guestOf, guestToken } from './guest-token.js';

const SECRET = 'a-secret-of-thirty-two-characters-or-more';

describe('the cookie of a guest', () => {
  const id = randomUUID();
  const token = guestToken(id, SECRET);
  const [, proof] = token.split('.') as [string, string];

  it('names the guest it was made for', () => {
    expect(guestOf(token, SECRET)).toBe(id);
  });

  it('can only be made by who knows the secret', () => {
    expect(guestOf(token, `${SECRET}!`)).toBeNull();
    expect(guestOf(guestToken(id, 'another-secret'), SECRET)).toBeNull();
  });

  it('can’t be turned into the cookie of another guest', () => {
    const other = randomUUID();
    expect(guestOf(`${other}.${proof}`, SECRET)).toBeNull();
    expect(guestOf(`${id}.${guestToken(other, SECRET).split('.')[1]}`, SECRET)).toBeNull();
  });

  it.each([
    ['nothing', undefined],
    ['an empty one', ''],
    ['an id alone', id],
    ['an id and a dot', `${id}.`],
    ['a cut one', token.slice(0, -1)],
    ['a longer one', `${token}A`],
    ['one in capitals', token.toUpperCase()],
    ['a proof of zeros', `${id}.${'A'.repeat(43)}`],
    ['two in one', `${token}.${token}`],
    ['one of another character set', `${id}.${'é'.repeat(43)}`],
  ])('is no cookie when it is %s', (_how, value) => {
    expect(guestOf(value, SECRET)).toBeNull();
  });
});
