import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outages, redirectLog } from '@tandem/observability';
import { Pretend } from './testing/pretend.ts';

/** Real: the front door, its sockets and files. Pretended: the services behind it. */
describe('a site’s front door', () => {
  let pretend: Pretend;

  beforeEach(() => {
    pretend = new Pretend();
  });

  afterEach(() => pretend.end());

  it('serves the application at any of its addresses, and nothing at those of missing files', async () => {
    const shop = await pretend.open({});
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

  it('gives every answer a correlation id: the visitor’s own when it is a sane one', async () => {
    const url = await pretend.service(({ headers }) => [200, JSON.stringify(headers)]);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
    const paths = [
      '/',
      '/cart',
      '/api/docs',
      '/assets/app-1.js',
      '/assets/none.js',
      '/api/unknown',
    ];
    for (const path of paths) {
      const own = await fetch(shop + path, { headers: { 'x-correlation-id': 'abc-123' } });
      expect([path, own.headers.get('x-correlation-id')]).toEqual([path, 'abc-123']);
      const odd = await fetch(shop + path, { headers: { 'x-correlation-id': 'two words' } });
      expect(odd.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    const asked = await fetch(`${shop}/api/v1/parts`);
    const seen = (await asked.json()) as Record<string, string>;
    expect(seen['x-correlation-id']).toBe(asked.headers.get('x-correlation-id'));
  });

  it('lets hashed files be kept for ever and sends them compressed', async () => {
    const shop = await pretend.open({});
    const file = await fetch(`${shop}/assets/app-1.js`, { headers: { 'accept-encoding': 'br' } });
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-encoding')).toBe('br');
  });

  it('hands a write on as it is, with the visitor’s address and without headers only services may set', async () => {
    const url = await pretend.service((request, body) => [
      201,
      JSON.stringify({ method: request.method, body, headers: request.headers, url: request.url }),
    ]);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
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

  it('hands on what a proxy before it tells of the visitor, and slows down each visitor alone', async () => {
    const url = await pretend.service(({ headers }) => [200, JSON.stringify(headers)]);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] }, 3, ['127.0.0.2']);
    const ask = (localAddress: string, visitor: string) =>
      new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
        const headers = { 'x-forwarded-for': visitor, 'x-forwarded-proto': 'https' };
        const asking = httpRequest(`${shop}/api/v1/parts`, { localAddress, headers });
        asking.on('response', (response) => {
          text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
        });
        asking.on('error', reject).end();
      });
    const told = JSON.parse((await ask('127.0.0.2', '203.0.113.7')).body) as object;
    expect(told).toMatchObject({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' });
    const forged = JSON.parse((await ask('127.0.0.3', '203.0.113.7')).body) as object;
    expect(forged).toMatchObject({ 'x-forwarded-for': '127.0.0.3', 'x-forwarded-proto': 'http' });
    for (const status of [200, 200, 429]) {
      expect((await ask('127.0.0.2', '203.0.113.7')).status).toBe(status);
    }
    expect((await ask('127.0.0.2', '203.0.113.8')).status).toBe(200);
  });

  it('asks another instance when the one whose turn it is has died', async () => {
    const alive = await pretend.service(() => [200, '"alive"']);
    const shop = await pretend.open({
      catalog: [
        { id: 'catalog-1', url: await pretend.deadAddress() },
        { id: 'catalog-2', url: alive },
      ],
    });
    for (let round = 0; round < 4; round += 1) {
      expect(await (await fetch(`${shop}/api/v1/parts`)).json()).toBe('alive');
    }
  });

  it('sends nothing more to an instance that has said that it is leaving, while another one is there', async () => {
    const leaving = await pretend.service(
      () => [200, '"leaving"'],
      {},
      { 'x-tandem-leaving': '1' },
    );
    const staying = await pretend.service(() => [200, '"staying"']);
    const shop = await pretend.open({
      catalog: [
        { id: 'catalog-1', url: leaving },
        { id: 'catalog-2', url: staying },
      ],
    });
    const answers = [];
    for (let round = 0; round < 6; round += 1) {
      const answer = await fetch(`${shop}/api/v1/parts`);
      expect(answer.headers.get('x-tandem-leaving')).toBeNull();
      answers.push(await answer.json());
    }
    expect(answers).toEqual(['leaving', ...Array.from({ length: 5 }, () => 'staying')]);
  });

  it('passes on that one has too much to do, asks no other one for it, and goes on asking it', async () => {
    const busy = await pretend.service(
      () => [503, '{"code":"overloaded"}'],
      {},
      { 'x-tandem-shed': '1', 'retry-after': '3' },
    );
    const other = await pretend.service(() => [200, '"other"']);
    const shop = await pretend.open({
      catalog: [
        { id: 'catalog-1', url: busy },
        { id: 'catalog-2', url: other },
      ],
    });
    const statuses = [];
    for (let round = 0; round < 6; round += 1) {
      const answer = await fetch(`${shop}/api/v1/parts`);
      expect(answer.headers.get('x-tandem-shed')).toBeNull();
      expect(answer.headers.get('retry-after')).toBe(answer.status === 503 ? '3' : null);
      await answer.text();
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([503, 200, 503, 200, 503, 200]);
  });

  it('sends a write to another instance when the first one never got it, byte for byte', async () => {
    const alive = await pretend.service(({ headers }, body) => [
      201,
      JSON.stringify({ body, type: headers['content-type'] ?? null }),
    ]);
    const closing = await pretend.service(() => [503, '{"message":"Service Unavailable"}'], {
      connection: 'close',
    });
    for (const first of [await pretend.deadAddress(), closing]) {
      const shop = await pretend.open({
        order: [
          { id: 'order-1', url: first },
          { id: 'order-2', url: alive },
        ],
      });
      const body = '{"payment_method":  "balance"}';
      const answer = await fetch(`${shop}/api/v1/orders`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json; charset=utf-8' },
      });
      expect([answer.status, await answer.json()]).toEqual([
        201,
        { body, type: 'application/json; charset=utf-8' },
      ]);
      await pretend.close();
    }
  });

  it('asks another instance for a read that the first one refused, but never repeats a write that it heard', async () => {
    let writes = 0;
    const busy = await pretend.service(({ method }) => {
      if (method === 'POST') writes += 1;
      return [503, '{"code":"service_unavailable"}'];
    });
    const alive = await pretend.service(() => [200, '"alive"']);
    const shop = await pretend.open({
      order: [
        { id: 'order-1', url: busy },
        { id: 'order-2', url: alive },
      ],
    });
    const read = await fetch(`${shop}/api/v1/cart`);
    expect([read.status, await read.json()]).toEqual([200, 'alive']);
    const statuses = [];
    for (let n = 0; n < 4; n += 1) {
      statuses.push((await fetch(`${shop}/api/v1/orders`, { method: 'POST', body: '{}' })).status);
    }
    expect(statuses.filter((status) => status === 503)).toHaveLength(writes);
    expect(statuses).toContain(200);
  });

  it('says what a page is of a part, and 404 when there is none', async () => {
    const url = await pretend.service((request) =>
      request.url?.startsWith('/api/v1/parts/7?')
        ? [
            200,
            JSON.stringify({
              id: 7,
              kind: 'physical',
              sku: 'B',
              part_name: 'Bolt',
              description: '',
              category: null,
              price: { amount: '1.00', currency: 'EUR' },
              images: [],
              stock: { is_in_stock: true },
            }),
          ]
        : [404, '{}'],
    );
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
    const page = await fetch(`${shop}/parts/7`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(await page.text()).toContain(`<link rel="canonical" href="${shop}/parts/7" />`);
    const etag = page.headers.get('etag') ?? '';
    const again = await fetch(`${shop}/parts/7`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    for (const path of ['/parts/8', '/parts/x', '/nowhere', '/parts/7/8']) {
      const gone = await fetch(shop + path);
      expect([path, gone.status, await gone.text()]).toEqual([
        path,
        404,
        '<title>the shop</title>',
      ]);
    }
  });

  it('says 503 when no instance is left, and passes on a 503 of a service without asking again', async () => {
    let asked = 0;
    const busy = await pretend.service(() => {
      asked += 1;
      return [503, '{}'];
    });
    const shop = await pretend.open({
      catalog: [{ id: 'catalog-1', url: await pretend.deadAddress() }],
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

  it('says once that a service is away, however many ask for it', async () => {
    const door = await pretend.open({
      'sync-gateway': [{ id: 'sync-1', url: await pretend.deadAddress() }],
    });
    const lines: string[] = [];
    redirectLog({ write: (line) => lines.push(line) });
    try {
      for (let n = 0; n < 20; n += 1) {
        expect((await fetch(`${door}/api/v1/webhooks/g2a/ipn`)).status).toBe(503);
      }
    } finally {
      redirectLog();
    }
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        level: 'warn',
        service: 'front-door',
        backing_service: 'sync-gateway',
        work: 'a service gave no answer',
      },
    ]);
    expect(outages.failures('sync-gateway')).toBe(20);
  });

  it('keeps a socket’s requests at the instance that its id names', async () => {
    const gateway = async (name: string) => ({
      id: name,
      url: await pretend.service(() => [200, `"${name}"`]),
    });
    const shop = await pretend.open({
      'realtime-gateway': [await gateway('gw-1'), await gateway('gw-2')],
    });
    for (let round = 0; round < 3; round += 1) {
      const answer = await fetch(`${shop}/socket.io/?EIO=4&transport=polling&sid=gw-2.abc`);
      expect(await answer.json()).toBe('gw-2');
    }
  });

  it('joins a web socket to its gateway', async () => {
    const shop = await pretend.open({
      'realtime-gateway': [{ id: 'gw-1', url: await pretend.service(() => [200, '']) }],
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
    const url = await pretend.service(() => [200, '"secret"']);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
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
    const url = await pretend.service(() => [200, '{}']);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] }, 3);
    const answers = [];
    for (let round = 0; round < 4; round += 1) answers.push(await fetch(`${shop}/api/v1/parts`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.headers.get('retry-after')).toBeTruthy();
    expect(await answers[3]?.json()).toMatchObject({ code: 'rate_limited' });
  });
});
