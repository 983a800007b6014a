import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startFrontDoors, type FrontDoorConfig, type FrontDoors } from './index.ts';

/** Real: the front door, its sockets and files. Pretended: the services behind it. */
describe('a site’s front door', () => {
  const servers: Server[] = [];
  let doors: FrontDoors | undefined;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-site-'));
    mkdirSync(join(folder, 'apps', 'shop', 'dist', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'apps', 'shop', 'dist', 'index.html'), '<title>the shop</title>');
    writeFileSync(
      join(folder, 'apps', 'shop', 'dist', 'assets', 'app-1.js'),
      `//${'x'.repeat(4096)}`,
    );
  });

  afterEach(async () => {
    await doors?.stop();
    doors = undefined;
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  async function service(
    answer: (request: IncomingMessage, body: string) => [number, string],
  ): Promise<string> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const [status, text] = answer(request, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
    server.on('upgrade', (_request, socket) => {
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n',
      );
      socket.on('data', (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
      socket.on('error', () => socket.destroy());
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function open(services: FrontDoorConfig['services'], rateLimit = 10_000): Promise<string> {
    doors = await startFrontDoors({
      host: '127.0.0.1',
      sites: [{ name: 'shop', port: 0, folder: join(folder, 'apps', 'shop', 'dist') }],
      services,
      rateLimit,
    });
    return doors.urls.shop!;
  }

  /** An address that was somebody's a moment ago and is nobody's now. */
  async function deadAddress(): Promise<string> {
    const url = await service(() => [200, '']);
    const server = servers.pop()!;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return url;
  }

  it('serves the application at any of its addresses, and nothing at those of missing files', async () => {
    const shop = await open({});
    const page = await fetch(`${shop}/parts/7`);
    expect([page.status, await page.text()]).toEqual([200, '<title>the shop</title>']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const missing = await fetch(`${shop}/assets/none.js`);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
  });

  it('lets hashed files be kept for ever and sends them compressed', async () => {
    const shop = await open({});
    const file = await fetch(`${shop}/assets/app-1.js`, { headers: { 'accept-encoding': 'br' } });
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-encoding')).toBe('br');
  });

  it('hands a write on as it is, with the visitor’s address and without headers only services may set', async () => {
    const url = await service((request, body) => [
      201,
      JSON.stringify({ method: request.method, body, headers: request.headers, url: request.url }),
    ]);
    const shop = await open({ catalog: [{ id: 'catalog-1', url }] });
    const response = await fetch(`${shop}/api/v1/things?a=1&a=2`, {
      method: 'POST',
      body: 'exactly  this',
      headers: {
        'content-type': 'text/odd',
        'x-forwarded-for': '9.9.9.9',
        'x-tandem-site': 'admin',
      },
    });
    expect(response.status).toBe(201);
    const seen = (await response.json()) as {
      body: string;
      url: string;
      headers: Record<string, string>;
    };
    expect(seen).toMatchObject({
      method: 'POST',
      body: 'exactly  this',
      url: '/api/v1/things?a=1&a=2',
    });
    expect(seen.headers).toMatchObject({
      'content-type': 'text/odd',
      'x-forwarded-for': '127.0.0.1',
      'x-tandem-site': 'shop',
    });
  });

  it('asks another instance when the one whose turn it is has died', async () => {
    const alive = await service(() => [200, '"alive"']);
    const shop = await open({
      catalog: [
        { id: 'catalog-1', url: await deadAddress() },
        { id: 'catalog-2', url: alive },
      ],
    });
    for (let round = 0; round < 4; round += 1) {
      expect(await (await fetch(`${shop}/api/v1/parts`)).json()).toBe('alive');
    }
  });

  it('says 503 when no instance is left, and passes on a 503 of a service without asking again', async () => {
    let asked = 0;
    const busy = await service(() => {
      asked += 1;
      return [503, '{}'];
    });
    const shop = await open({
      catalog: [{ id: 'catalog-1', url: await deadAddress() }],
      auth: [{ id: 'auth-1', url: busy }],
    });
    const dead = await fetch(`${shop}/api/v1/parts`);
    expect([dead.status, await dead.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'service_unavailable', status: 503 }),
    ]);
    expect((await fetch(`${shop}/api/v1/auth/me`)).status).toBe(503);
    expect(asked).toBe(1);
  });

  it('keeps a socket’s requests at the instance that its id names', async () => {
    const gateway = async (name: string) => ({
      id: name,
      url: await service(() => [200, `"${name}"`]),
    });
    const shop = await open({ 'realtime-gateway': [await gateway('gw-1'), await gateway('gw-2')] });
    for (let round = 0; round < 3; round += 1) {
      const answer = await fetch(`${shop}/socket.io/?EIO=4&transport=polling&sid=gw-2.abc`);
      expect(await answer.json()).toBe('gw-2');
    }
  });

  it('joins a web socket to its gateway', async () => {
    const shop = await open({
      'realtime-gateway': [{ id: 'gw-1', url: await service(() => [200, '']) }],
    });
    const echoed = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(`${shop}/socket.io/?EIO=4&transport=websocket`, {
        headers: { connection: 'Upgrade', upgrade: 'websocket' },
      });
      request.on('upgrade', (_response, socket) => {
        socket.write('hello');
        socket.once('data', (chunk: Buffer) => {
          socket.destroy();
          resolve(chunk.toString());
        });
      });
      request.on('error', reject);
      request.end();
    });
    expect(echoed).toBe('HELLO');
  });

  it('hides what is for insiders, however the path is written', async () => {
    const url = await service(() => [200, '"secret"']);
    const shop = await open({ catalog: [{ id: 'catalog-1', url }] });
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(shop);
        httpRequest({ hostname, port, path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status('/internal/reservations')).toBe(404);
    expect(await status('/metrics')).toBe(404);
    expect(await status('/api/v1/../../internal/reservations')).toBe(400);
    expect(await status('/api/v1/%2e%2e/%2e%2e/internal/reservations')).toBe(400);
    expect(await status('/api/unknown')).toBe(404);
  });

  it('slows down a visitor who asks too often', async () => {
    const url = await service(() => [200, '{}']);
    const shop = await open({ catalog: [{ id: 'catalog-1', url }] }, 3);
    const answers = [];
    for (let round = 0; round < 4; round += 1) answers.push(await fetch(`${shop}/api/v1/parts`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.headers.get('retry-after')).toBeTruthy();
    expect(await answers[3]?.json()).toMatchObject({ code: 'rate_limited' });
  });
});
