import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from './client.js';
import { testHome } from './home.js';
import { startNginx, type NginxDoor } from './nginx.js';
import { ask } from './plain-http.js';

const VISITORS = 1000;
const HELD = '/api/v1/parts/2';

/** Real: nginx with the containers' template and settings. Pretended: the pages, and two versions of the catalogue. */
describe('a new version behind nginx', () => {
  const servers: Server[] = [];
  let door: NginxDoor;
  /** What the former version answers at `HELD` waits for this. */
  let held: Promise<void> | undefined;

  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeAll(async () => {
    const pages = await serve((_request, response) => response.end('<div id="app">'));
    const former = await serve((request, response) => {
      const until = request.url === HELD ? held : undefined;
      void Promise.resolve(until).then(() => response.end('former'));
    });
    const canary = await serve((_request, response) => response.end('canary'));
    door = await startNginx(
      { info: { shop: pages, admin: pages, services: {} } },
      {
        home: testHome('canary'),
        site: 'shop',
        trusted: 'none',
        services: { catalog: [former], 'catalog-canary': [canary] },
      },
    );
  });
  afterAll(async () => {
    await door?.stop();
    servers.forEach((server) => server.close());
  });
  beforeEach(() => (held = undefined));

  /** A new visitor's cookie, if the page that they come to brings one. */
  async function arrive(): Promise<string> {
    const { status, headers } = await ask(door.url, '/');
    expect(status).toBe(200);
    return String(headers['set-cookie'] ?? '').split(';', 1)[0]!;
  }

  async function versionFor(cookie: string, path = '/api/v1/parts/1'): Promise<string> {
    const { status, body } = await ask(door.url, path, {
      headers: cookie ? { cookie } : {},
    });
    expect(status).toBe(200);
    return body;
  }

  /** Not all at once: nginx has so many connections, two for each. */
  async function each<T, U>(of: readonly T[], ask: (one: T) => Promise<U>): Promise<U[]> {
    const answers: U[] = [];
    for (let n = 0; n < of.length; n += 50)
      answers.push(...(await Promise.all(of.slice(n, n + 50).map((one) => ask(one)))));
    return answers;
  }

  const versionsFor = (cookies: string[]) => each(cookies, (one) => versionFor(one));
  const crowd = () => each(Array.from({ length: VISITORS }), arrive);

  const onCanary = (versions: string[]) => versions.filter((one) => one === 'canary').length;

  /**
   * Who has no cookie is drawn again with each request: by them it shows when a reload is through. The worker of before may
   * take a few more meanwhile, so it is asked again.
   */
  async function divided(canary: string, isThrough: (of100: number) => boolean): Promise<void> {
    door.divide(canary);
    const hundred = Array<string>(100).fill('');
    for (let times = 0; times < 2; times += 1)
      await eventually(async () => {
        const found = onCanary(await versionsFor(hundred));
        const cookies = (await each(hundred, arrive)).filter((cookie) => cookie !== '');
        expect([found, isThrough(found)]).toEqual([found, true]);
        expect(cookies).toHaveLength(canary.endsWith('=0') ? 0 : 100);
      });
  }
  const none = (of100: number) => of100 === 0;
  const all = (of100: number) => of100 === 100;
  const some = (of100: number) => of100 > 0 && of100 < 100;

  it('gets about its share of new visitors, and each stays where they are', async () => {
    await divided('catalog=20', some);
    const cookies = await crowd();
    expect(new Set(cookies).size).toBe(VISITORS);
    const first = await versionsFor(cookies);
    // Five deviations of a draw of a fifth of a thousand.
    expect(onCanary(first)).toBeGreaterThan(137);
    expect(onCanary(first)).toBeLessThan(263);
    for (let round = 0; round < 3; round += 1) expect(await versionsFor(cookies)).toEqual(first);
    expect(
      (await ask(door.url, '/', { headers: { cookie: cookies[0]! } })).headers,
    ).not.toHaveProperty('set-cookie');
    // A larger share takes nobody back.
    await divided('catalog=60', (of100) => of100 > 40 && of100 < 80);
    const more = await versionsFor(cookies);
    expect(more.filter((version, n) => first[n] === 'canary' && version !== 'canary')).toEqual([]);
    expect(onCanary(more)).toBeGreaterThan(522);
    expect(onCanary(more)).toBeLessThan(678);
  });

  it('gets all of them, or none, exactly', async () => {
    await divided('catalog=50', some);
    const cookies = await crowd();
    await divided('catalog=100', all);
    expect(onCanary(await versionsFor(cookies))).toBe(VISITORS);
    await divided('catalog=0', none);
    expect(onCanary(await versionsFor(cookies))).toBe(0);
    // Nobody is given a cookie while there is nothing to divide.
    expect(await arrive()).toBe('');
  });

  it('a reload loses no request, not even one that is under way', async () => {
    await divided('catalog=0', none);
    let going = true;
    const answers: string[] = [];
    const visiting = Array.from({ length: 10 }, async () => {
      while (going) answers.push(await versionFor('').catch(String));
    });
    let release = () => {};
    held = new Promise((resolve) => (release = resolve));
    const waiting = versionFor('', HELD);
    for (const [canary, isThrough] of [
      ['catalog=100', all],
      ['catalog=0', undefined],
      ['catalog=100', all],
    ] as const) {
      if (isThrough) await divided(canary, isThrough);
      else door.divide(canary);
    }
    release();
    expect(await waiting).toBe('former');
    going = false;
    await Promise.all(visiting);
    expect(answers.filter((one) => one !== 'former' && one !== 'canary')).toEqual([]);
    expect(answers.length).toBeGreaterThan(100);
  });

  it.each(['catalog=101', 'catalog=half', 'catalogue=5', 'realtime-gateway=5'])(
    '%s is no division: the container does not start with it',
    (canary) => {
      expect(() => door.divide(canary)).toThrow('TANDEM_CANARY');
    },
  );
});
