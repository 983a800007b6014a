import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pretend } from './testing/pretend.ts';

/** Real: the front door, its sockets and files. Pretended: the services behind it. */
describe('HTTP at a front door', () => {
  let pretend: Pretend;

  beforeEach(() => {
    pretend = new Pretend();
  });

  afterEach(() => pretend.end());

  async function shopOf(rateLimit?: number): Promise<string> {
    const url = await pretend.service(() => [200, '{"id":7}']);
    return pretend.open({ catalog: [{ id: 'catalog-1', url }] }, rateLimit);
  }

  it.each(['/api/v1/parts/7', '/', '/cart', '/assets/app-1.js', '/api/docs', '/assets/none.js'])(
    'HEAD %s says what GET says and leaves the visitor’s connection open',
    async (path) => {
      const shop = await shopOf();
      const socket = connect(Number(new URL(shop).port), '127.0.0.1');
      let heard = '';
      socket.on('data', (data) => (heard += data.toString()));
      const ended = new Promise((resolve) => socket.on('close', resolve));
      const line = 'HTTP/1.1\r\nhost: shop\r\n';
      socket.write(`HEAD ${path} ${line}\r\nGET /api/v1/last ${line}connection: close\r\n\r\n`);
      await ended;
      const statuses = [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => Number(match[1]));
      expect(statuses).toEqual([(await fetch(shop + path)).status, 200]);
      expect(heard).toContain('{"id":7}');
    },
  );

  it.each(['QUERY', 'PROPFIND', 'M-SEARCH'])(
    '%s is no method of ours: 405, and what there is instead',
    async (method) => {
      const shop = await shopOf();
      const answer = await fetch(`${shop}/api/v1/parts/7`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([
        405,
        'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      ]);
      expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' });
    },
  );

  it('a request that is labelled JSON and says nothing arrives as one that says nothing', async () => {
    const arrived: string[] = [];
    const url = await pretend.service((_request, body) => {
      arrived.push(body);
      return [200, '{}'];
    });
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${shop}/api/v1/parts`, { method: 'POST', headers });
    await fetch(`${shop}/api/v1/parts`, { method: 'POST', headers, body: '{"a":1}' });
    expect(arrived).toEqual(['', '{"a":1}']);
  });

  it('a part of a file that is not there is a 416 that says how long the file is', async () => {
    const shop = await shopOf();
    const answer = await fetch(`${shop}/assets/app-1.js`, { headers: { range: 'bytes=9000-' } });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */4098');
    expect(await answer.json()).toMatchObject({ code: 'range_not_satisfiable', status: 416 });
  });

  it('an answer says how many requests are left, and a refusal when there will be some', async () => {
    const shop = await shopOf(2);
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await fetch(`${shop}/api/v1/parts`));
    expect(answers.map(({ headers }) => headers.get('ratelimit'))).toEqual([
      expect.stringMatching(/^"api";r=1;t=\d+$/),
      expect.stringMatching(/^"api";r=0;t=\d+$/),
      expect.stringMatching(/^"api";r=0;t=\d+$/),
    ]);
    for (const { headers } of answers) {
      expect(headers.get('ratelimit-policy')).toBe('"api";q=2;w=60');
      expect(headers.get('ratelimit-limit')).toBeNull();
    }
    expect(answers[2]!.status).toBe(429);
    expect(Number(answers[2]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('a problem quotes the trace that the request belongs to', async () => {
    const shop = await shopOf();
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traced = await fetch(`${shop}/api/none`, {
      headers: { traceparent: `00-${trace}-00f067aa0ba902b7-00` },
    });
    expect(await traced.json()).toMatchObject({ trace_id: trace });
    const { trace_id } = (await (await fetch(`${shop}/api/none`)).json()) as { trace_id: string };
    expect(trace_id).toMatch(/^[0-9a-f]{32}$/);
  });
});
