import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchImage, MOST_IMAGE_BYTES } from './fetch-image.js';

let server: Server;
let base: string;
const here = (address: string): boolean => address === '127.0.0.1' || address === '::1';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/picture') return response.end('bytes');
    if (request.url === '/moved') return response.writeHead(302, { location: '/picture' }).end();
    if (request.url === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    if (request.url === '/inside')
      return response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    if (request.url === '/endless') return void response.write(Buffer.alloc(MOST_IMAGE_BYTES + 1));
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const refusal = (message: string) =>
  expect.objectContaining({
    kind: 'invalid',
    extra: { errors: [{ field: 'url', message: expect.stringContaining(message) }] },
  });

describe('fetching an image from elsewhere', () => {
  it('follows where it moved to', async () => {
    expect((await fetchImage(`${base}/picture`, here)).toString()).toBe('bytes');
    expect((await fetchImage(`${base}/moved`, here)).toString()).toBe('bytes');
  });

  it.each([
    ['/inside', 'not a public address'],
    ['/loop', 'redirects too often'],
    ['/endless', 'larger than 10 MiB'],
    ['/nothing', 'answered 404'],
  ])('stops at %s', async (path, message) => {
    await expect(fetchImage(base + path, here)).rejects.toEqual(refusal(message));
  });

  it('never connects to a name that resolves into our own network', async () => {
    const { port } = server.address() as AddressInfo;
    await expect(fetchImage(`http://localhost:${port}/picture`)).rejects.toEqual(
      refusal('not a public address'),
    );
  });
});
