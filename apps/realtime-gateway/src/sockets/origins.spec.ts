import { describe, expect, it } from '@jest/globals';
import { isOwnOrigin } from './origins.js';

const from = (origin: string | undefined, host = 'shop.test', forwarded?: string) =>
  isOwnOrigin({ origin, host, 'x-forwarded-host': forwarded }, ['https://app.shop.test']);

describe('a page that opens a socket', () => {
  it.each(['https://shop.test', 'http://shop.test', 'https://app.shop.test', undefined])(
    'may do so from %s',
    (origin) => expect(from(origin)).toBe(true),
  );

  it('is known by the address the front door was asked for', () => {
    expect(from('http://127.0.0.1:8080', '127.0.0.1:41000', '127.0.0.1:8080')).toBe(true);
    expect(from('http://127.0.0.1:9999', '127.0.0.1:41000', '127.0.0.1:8080')).toBe(false);
  });

  it.each([
    'https://evil.test',
    'https://shop.test.evil.test',
    'https://shop.test:8443',
    'null',
    'file://',
    '',
    'https://shop.test@evil.test',
  ])('may not from %s', (origin) => expect(from(origin)).toBe(false));
});
