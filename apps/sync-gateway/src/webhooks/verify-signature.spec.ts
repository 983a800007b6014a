import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { verifySignature } from './verify-signature.js';

const scheme = { source: 'g2a.orders', headerPrefix: 'x-g2a', secret: 'a-secret-of-both-sides' };
const NOW = Date.UTC(2026, 10, 1, 12);
const body = Buffer.from('{"event_id": "e-1",  "name": "ÄÖÜ"}');

/** Written from the documentation of the two, not with the code that is tested. */
function signed(timestamp: string, nonce: string, text: Uint8Array = body, secret = scheme.secret) {
  const signature = createHmac('sha256', secret)
    .update(`${timestamp}.${nonce}.${Buffer.from(text).toString()}`)
    .digest('hex');
  return { 'x-g2a-timestamp': timestamp, 'x-g2a-nonce': nonce, 'x-g2a-signature': signature };
}
const at = (seconds: number) => String(NOW / 1_000 + seconds);
const nonce = 'a-nonce-of-its-own';

describe('a signed notification', () => {
  it.each([-300, 0, 300])('is let in %i seconds off', (seconds) => {
    expect(verifySignature(signed(at(seconds), nonce), body, scheme, NOW)).toEqual({ nonce });
  });

  it.each([-301, 301])('is refused %i seconds off', (seconds) => {
    const headers = signed(at(seconds), nonce);
    expect(verifySignature(headers, body, scheme, NOW)).toEqual({ wrong: 'timestamp' });
  });

  it('is refused when anything of it was changed', () => {
    const headers = signed(at(0), nonce);
    const wrong = { wrong: 'signature' };
    expect(verifySignature(headers, Buffer.from('{}'), scheme, NOW)).toEqual(wrong);
    const moved = { ...headers, 'x-g2a-timestamp': at(1) };
    expect(verifySignature(moved, body, scheme, NOW)).toEqual(wrong);
    const renamed = { ...headers, 'x-g2a-nonce': `${nonce}2` };
    expect(verifySignature(renamed, body, scheme, NOW)).toEqual(wrong);
    const other = signed(at(0), nonce, body, 'another-secret');
    expect(verifySignature(other, body, scheme, NOW)).toEqual(wrong);
  });

  it.each([
    ['x-g2a-timestamp', undefined],
    ['x-g2a-timestamp', ''],
    ['x-g2a-timestamp', '-1'],
    ['x-g2a-timestamp', '1e9'],
    ['x-g2a-timestamp', '9'.repeat(13)],
    ['x-g2a-nonce', undefined],
    ['x-g2a-nonce', 'short'],
    ['x-g2a-nonce', 'n'.repeat(101)],
    ['x-g2a-nonce', 'with a space'],
    ['x-g2a-signature', undefined],
    ['x-g2a-signature', 'f'.repeat(63)],
    ['x-g2a-signature', 'g'.repeat(64)],
    ['x-g2a-signature', 'f'.repeat(66)],
  ])('is refused with %s: %s', (name, value) => {
    const headers = { ...signed(at(0), nonce), [name]: value };
    expect(verifySignature(headers, body, scheme, NOW)).toEqual({ wrong: 'headers' });
  });
});
