import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, eventually, PASSWORD, Staff } from './client.js';
import { testHome } from './home.js';
import { startNginx, type NginxDoor } from './nginx.js';
import { ask, expectProblem, handshake, say, type Answer, type Asked } from './plain-http.js';

/** What it says of visitors is believed; visitors themselves come from another address. */
const BALANCER = '127.0.0.2';

/** One list of promises for both doors: the local one, and the containers' nginx with its own template. */
describe('both front doors', () => {
  const home = testHome('front-doors');
  let stack: StackHandle;
  let nginx: Record<'shop' | 'admin', NginxDoor>;
  let part: number;
  let staff: Staff;

  beforeAll(async () => {
    stack = await startStack({
      home,
      mode: 'standalone',
      frontDoors: 'free',
      // nginx is a proxy before the pages, as the balancer is before either door.
      trustedProxies: ['127.0.0.1', BALANCER],
      env: { TANDEM_TRUSTED_PROXIES: '127.0.0.1/32', AUTH_LOGIN_FAILURES: '5' },
    });
    const at = { home, trusted: BALANCER };
    nginx = {
      shop: await startNginx(stack, { ...at, site: 'shop' }),
      admin: await startNginx(stack, { ...at, site: 'admin' }),
    };
    staff = await Staff.signIn(stack.info.admin);
    part = (await staff.createPart(`Bolt "M8" </title><script>alert('$&')</script>`, 5)).id;
  });
  afterAll(async () => {
    await nginx?.shop.stop();
    await nginx?.admin.stop();
    await stack?.stop();
  });

  const doors = [
    ['local', 'shop'],
    ['local', 'admin'],
    ['nginx', 'shop'],
    ['nginx', 'admin'],
  ] as const;
  const urlOf = (door: 'local' | 'nginx', site: 'shop' | 'admin') =>
    door === 'local' ? stack.info[site] : nginx[site].url;

  describe.each(doors)('%s, %s', (door, site) => {
    const at = (path: string, asked?: Asked) => ask(urlOf(door, site), path, asked);
    it.each([
      '/internal/users/..%2f..%2fapi/v1/parts',
      '/internal/users/..%2F..%2Fapi%2fv1/parts',
      '/api/v1/..%2f..%2finternal/users',
      '/api/v1/%2e%2e/%2e%2e/internal/users',
      '/api/v1/../../internal/users',
      '/api/v1/./parts',
      '/api/v1/auth/..%5c..%5cinternal',
      '//internal/users',
      '/api//v1/parts',
      '/api/v1/parts//1',
      '/api/v1\\..\\..\\internal',
      '/api/v1/parts%00',
      '/api/v1/parts/..',
      '/api/v1/parts/.?x=1',
      '/api/v1/auth/%2e%2e%2fparts',
      '/api/v1/parts#/../internal',
    ])('the path %s is refused: it means another one than it shows', async (path) => {
      expectProblem(await at(path), 400, 'bad_request');
    });

    it.each([
      '/internal/users',
      '/%69nternal/users',
      '/internal',
      '/metrics',
      '/health/ready',
      '/openapi.json',
      '/api/unknown',
      '/api',
      '/assets/none.js',
      '/none.png',
      '/api/v2/parts',
      '/api/v1/no-such-thing',
    ])('%s is nothing that a visitor can have', async (path) => {
      expectProblem(await at(path), 404, 'not_found');
    });

    it('what a service would answer is answered, however its letters are written', async () => {
      for (const path of [
        '/api/v1/parts?limit=1',
        '/api/v1/%70arts?limit=1',
        '/%61pi/v1/parts?limit=1',
      ]) {
        const { status, body } = await at(path);
        expect([path, status]).toEqual([path, 200]);
        expect(JSON.parse(body)).toMatchObject({ items: [expect.any(Object)] });
      }
      expect((await at('/.well-known/jwks.json')).status).toBe(200);
    });

    it('the staff’s API is at the staff’s door alone', async () => {
      for (const path of ['/api/v1/admin/parts', '/api/v1/%61dmin/parts', '/api/v1/admin']) {
        const answer = await at(path);
        if (site === 'shop') expectProblem(answer, 404, 'not_found');
        else if (path !== '/api/v1/admin') expect(answer.status).toBe(401);
      }
    });

    it('refuses what is too long, too large or no method of ours, as a problem', async () => {
      expectProblem(await at(`/api/v1/parts?q=${'a'.repeat(9000)}`), 414, 'uri_too_long');
      const long = { 'x-long': 'a'.repeat(17_000) };
      expectProblem(await at('/api/v1/parts', { headers: long }), 431, 'headers_too_large');
      const url = `/api/v1/parts?q=${'a'.repeat(20_000)}`;
      expectProblem(await at(url), 431, 'headers_too_large');
      const length = 'content-length: 12000000\r\ncontent-type: application/json';
      const large = await say(
        urlOf(door, site),
        `POST /api/v1/auth/login HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n${length}\r\n\r\n`,
      );
      expect(large).toMatch(/^HTTP\/1\.1 413 [^]*application\/problem\+json[^]*payload_too_large/i);
      for (const method of ['TRACE', 'QUERY', 'PROPFIND', 'M-SEARCH']) {
        const answer = await at('/api/v1/parts', { method });
        expectProblem(answer, 405, 'method_not_allowed');
        expect(answer.headers['allow']).toMatch(/^GET, HEAD,/);
      }
      expectProblem(await at('/', { method: 'POST' }), 404, 'not_found');
    });

    it('refuses what is no request, as a problem', async () => {
      for (const words of [
        'GET /api/v1/parts HTTP/1.1\r\nconnection: close\r\n\r\n',
        'GET /api/v1/parts HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n',
        'nonsense\r\n\r\n',
      ]) {
        expect(await say(urlOf(door, site), words)).toMatch(
          /^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*x-correlation-id[^]*|^HTTP\/1\.1 400 [^]*x-correlation-id[^]*application\/problem\+json/i,
        );
      }
    });

    it('its pages say what a browser may do with them, and where they belong', async () => {
      for (const path of ['/', '/orders', '/assets/none.js', '/sign-in', '/nowhere']) {
        const own = await at(path, { headers: { 'x-correlation-id': 'click-1' } });
        expect([path, own.headers['x-correlation-id']]).toEqual([path, 'click-1']);
        const odd = await at(path, { headers: { 'x-correlation-id': 'two words' } });
        expect(odd.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
      }
      const file = /\/assets\/[^"]+\.js/.exec((await at('/')).body)?.[0] ?? '';
      const asset = await at(file, { headers: { 'accept-encoding': 'gzip' } });
      expect([asset.status, asset.headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
      for (const answer of [await at('/'), await at('/nowhere'), await at('/parts/1'), asset]) {
        expect(answer.headers).toMatchObject({
          'content-security-policy': expect.stringContaining("default-src 'self'"),
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'strict-origin-when-cross-origin',
          'cross-origin-opener-policy': 'same-origin',
          'permissions-policy': expect.stringContaining('camera=()'),
          vary: expect.stringMatching(/accept-encoding/i),
        });
      }
      expect((await at('/')).headers['cache-control']).toBe('no-cache');
      expect((await at('/')).headers['strict-transport-security']).toBeUndefined();
    });

    it('tells browsers to come back over TLS when a trusted balancer says that they came so', async () => {
      const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' };
      for (const path of ['/', '/api/v1/parts?limit=1', '/api/unknown', '/assets/none.js']) {
        const told = (await at(path, { headers, from: BALANCER })).headers;
        expect([path, told['strict-transport-security']]).toEqual([
          path,
          expect.stringMatching(/^max-age=\d{8}[^,]*$/),
        ]);
        const forged = (await at(path, { headers })).headers;
        expect(forged['strict-transport-security']).toBeUndefined();
      }
    });

    it('an address that is no page is a 404 with the site’s own page, for people and for engines', async () => {
      const unknown = await at('/no-such-page');
      expect([unknown.status, unknown.headers['content-type']]).toEqual([
        404,
        expect.stringContaining('text/html'),
      ]);
      expect(unknown.body).toContain('<div id="app">');
      for (const path of ['/', '/orders', `/parts/${part}`, '/sign-in']) {
        expect([path, (await at(path)).status]).toEqual([path, 200]);
      }
      if (site === 'shop') expect((await at('/parts/2000000000')).status).toBe(404);
      const head = await at('/no-such-page', { method: 'HEAD' });
      expect([head.status, head.body]).toEqual([404, '']);
    });

    it('describes its API', async () => {
      const { status, headers, body } = await at('/api/v1/openapi.json');
      expect([status, headers['content-type']]).toEqual([
        200,
        expect.stringContaining('application/json'),
      ]);
      const { paths } = JSON.parse(body) as { paths: Record<string, unknown> };
      expect(Object.keys(paths)).toEqual(
        expect.arrayContaining(['/api/v1/parts', '/api/v1/auth/login', '/api/v1/cart']),
      );
      expect((await at('/api/docs')).body).toContain('swagger-ui');
      expect((await at('/api/docs/files/swagger-ui.css')).status).toBe(200);
    });

    it('tells engines what to read', async () => {
      const robots = await at('/robots.txt');
      expect([robots.status, robots.headers['content-type']]).toEqual([
        200,
        expect.stringContaining('text/plain'),
      ]);
      if (site === 'admin') {
        expect(robots.body).toMatch(/^Disallow: \/$/m);
        expect((await at('/')).headers['x-robots-tag']).toBe('noindex');
        return;
      }
      expect(robots.body).toContain(`Sitemap: ${stack.info.shop}/sitemap.xml`);
      const map = await eventually(async () => {
        const found = await at('/sitemap.xml');
        if (!found.body.includes('/parts/')) throw new Error(`no parts: ${found.status}`);
        return found;
      });
      expect(map.headers['content-type']).toContain('application/xml');
      expect(map.body).toContain(`<loc>${stack.info.shop}/</loc>`);
      expectProblem(await at('/sitemap-999.xml'), 404, 'not_found');
    });

    it('joins a socket to its gateway, and to nothing else', async () => {
      const shake = (path: string) =>
        say(
          urlOf(door, site),
          `GET ${path} HTTP/1.1\r\nhost: ${new URL(urlOf(door, site)).host}\r\n` +
            'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
            `sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        );
      const first = await handshake(urlOf(door, site));
      expect(first).toBe(101);
      expect(await shake('/api/v1/parts')).toMatch(/^HTTP\/1\.1 404 /);
    });

    it('counts each visitor behind the balancer alone, and no word of a visitor about himself', async () => {
      const email = `locked-${crypto.randomUUID()}@tandem.test`;
      const login = (password: string, asked: Asked) =>
        at('/api/v1/auth/login', {
          method: 'POST',
          body: JSON.stringify({ email, password }),
          ...asked,
          headers: { 'content-type': 'application/json', ...asked.headers },
        });
      const { status } = await call(`${stack.info.shop}/api/v1/auth/register`, {
        method: 'POST',
        body: { email, password: PASSWORD },
      });
      expect(status).toBe(201);
      const guesser = { from: BALANCER, headers: { 'x-forwarded-for': '203.0.113.7' } };
      const owner = { from: BALANCER, headers: { 'x-forwarded-for': '203.0.113.8' } };
      for (let guess = 0; guess < 5; guess += 1) {
        expect((await login('a wrong password', guesser)).status).toBe(401);
      }
      expectProblem429(await login('a wrong password', guesser));
      expect((await login(PASSWORD, owner)).status).toBe(200);
      // One who says to be another each time is still himself.
      const forger = (n: number) => ({ headers: { 'x-forwarded-for': `198.51.100.${n}` } });
      for (let guess = 0; guess < 5; guess += 1) {
        expect((await login('a wrong password', forger(guess))).status).toBe(401);
      }
      expectProblem429(await login('a wrong password', forger(99)));
      expect((await login(PASSWORD, owner)).status).toBe(200);
    });
  });

  function expectProblem429({ status, headers }: Answer): void {
    expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
  }

  it.each(['local', 'nginx'] as const)(
    '%s: a part’s page says what it is, what it costs and whether it can be had, now',
    async (door) => {
      const address = `${stack.info.shop}/parts/${part}`;
      const read = async () => (await ask(urlOf(door, 'shop'), `/parts/${part}`)).body;
      const product = (html: string) =>
        JSON.parse(/<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)![1]!) as {
          name: string;
          offers: Record<string, string>;
        };
      // A page that had to go out before catalog answered is plain.
      const html = await eventually(async () => {
        const found = await read();
        if (!found.includes('ld+json')) throw new Error('plain');
        return found;
      });
      expect(html).toContain(`<link rel="canonical" href="${address}" />`);
      expect(html).toContain(`<meta property="og:url" content="${address}" />`);
      expect(html).toContain('<meta property="og:type" content="product" />');
      expect(html).not.toMatch(/<script>alert/);
      expect(product(html)).toMatchObject({
        '@type': 'Product',
        offers: { price: '10.00', priceCurrency: 'EUR' },
      });
      const price = door === 'local' ? '11.50' : '12.50';
      const { body: before } = await staff.part(part);
      await staff.putPart(part, {
        version: before.version,
        price: { amount: price, currency: 'EUR' },
      });
      await eventually(async () => {
        expect(product(await read()).offers).toMatchObject({ price });
      });
      await staff.putPart(part, {
        version: before.version + 1,
        price: { amount: '10.00', currency: 'EUR' },
      });
    },
  );

  it('nginx: what no service answers is a problem, and the pages stay while their maker is away', async () => {
    const dead = 'http://127.0.0.1:9';
    const door = await startNginx(stack, {
      home: testHome('front-doors-away'),
      site: 'shop',
      trusted: 'none',
      services: {
        auth: [dead],
        'pages-shop': [dead],
        catalog: [dead, stack.info.services.catalog![0]!],
      },
    });
    try {
      const away = await ask(door.url, '/api/v1/auth/me');
      expect([away.status, away.headers['content-type'], away.headers['retry-after']]).toEqual([
        503,
        'application/problem+json',
        '1',
      ]);
      expect(JSON.parse(away.body)).toMatchObject({ code: 'service_unavailable' });
      const page = await ask(door.url, '/parts/1');
      expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(page.body).toContain('<div id="app">');
      // The other instance is asked at once.
      for (let round = 0; round < 4; round += 1) {
        expect((await ask(door.url, '/api/v1/parts?limit=1')).status).toBe(200);
      }
    } finally {
      await door.stop();
    }
  });

  it('nginx: slows down a visitor who asks too often, and nobody else', async () => {
    const door = await startNginx(stack, {
      home: testHome('front-doors-limit'),
      site: 'shop',
      trusted: BALANCER,
      ratePerSecond: 1,
    });
    try {
      const visitor = (address: string) => ({
        from: BALANCER,
        headers: { 'x-forwarded-for': address },
      });
      const ask150 = Array.from({ length: 150 }, () =>
        ask(door.url, '/api/v1/parts?limit=1', visitor('203.0.113.7')),
      );
      const refused = (await Promise.all(ask150)).filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(JSON.parse(refused[0]!.body)).toMatchObject({ code: 'rate_limited', status: 429 });
      expect(refused[0]!.headers['retry-after']).toBe('1');
      const other = await ask(door.url, '/api/v1/parts?limit=1', visitor('203.0.113.8'));
      expect(other.status).toBe(200);
    } finally {
      await door.stop();
    }
  });
});
