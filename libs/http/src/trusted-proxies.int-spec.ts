import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService } from './service.js';
import type { RunningService } from './service.js';
import { tinySettings, tinyShop } from './testing/tiny-shop.js';
import { visitorAddress } from './visitor-address.js';

/** Real: the service and its sockets; this machine has every address of 127.0.0.0/8. */
describe('a service behind a front door at 127.0.0.2', () => {
  const trusted = ['127.0.0.2/32'];
  let service: RunningService;

  beforeAll(async () => {
    const settings = { ...tinySettings, TANDEM_TRUSTED_PROXIES: trusted.join(',') };
    service = await startService(tinyShop, settings);
  });
  afterAll(() => service.stop());

  const seenFrom = async (localAddress: string, forwardedFor?: string): Promise<unknown> => {
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    const answer = await new Promise<string>((resolve, reject) => {
      const asking = httpRequest(`${service.url}/api/v1/whoami`, { localAddress, headers });
      asking.on('response', (response) => void text(response).then(resolve, reject));
      asking.on('error', reject).end();
    });
    return (JSON.parse(answer) as { ip: unknown }).ip;
  };

  it('knows each visitor by the address that the front door tells', async () => {
    expect(await seenFrom('127.0.0.2', '203.0.113.7')).toBe('203.0.113.7');
    expect(await seenFrom('127.0.0.2', '2001:db8::7')).toBe('2001:db8::7');
  });

  it('does not believe what anybody else says of himself, loopback or not', async () => {
    expect(await seenFrom('127.0.0.1', '203.0.113.7')).toBe('127.0.0.1');
    expect(await seenFrom('127.0.0.3', '203.0.113.7')).toBe('127.0.0.3');
    expect(await seenFrom('127.0.0.2', '203.0.113.7, 198.51.100.1')).toBe('198.51.100.1');
  });

  it('knows a socket’s visitor by the same rule', () => {
    const shake = (remoteAddress: string) =>
      visitorAddress(
        { headers: { 'x-forwarded-for': '203.0.113.7' }, socket: { remoteAddress } } as never,
        trusted,
      );
    expect(shake('127.0.0.2')).toBe('203.0.113.7');
    expect(shake('127.0.0.3')).toBe('127.0.0.3');
  });
});
