import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { encodeCursor } from '@tandem/kernel';
import { startService } from './service.js';
import type { RunningService } from './service.js';
import { HealthRegistry } from './health.js';
import { tinySettings, tinyShop } from './testing/tiny-shop.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService(tinyShop, tinySettings);
});
afterAll(() => service.stop());

async function ask(options: InjectOptions) {
  const answer = await service.app.inject(options);
  const isJson = answer.headers['content-type']?.toString().includes('json');
  const isPlain = answer.headers['content-encoding'] === undefined;
  const body = isJson && isPlain ? (answer.json() as Record<string, unknown>) : {};
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body };
}

const get = (url: string, headers = {}) => ask({ method: 'GET', url, headers });
const post = (payload: unknown, type = 'application/json') =>
  ask({
    method: 'POST',
    url: '/api/v1/parts',
    headers: { 'content-type': type },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const fieldsOf = (body: Record<string, unknown>) =>
  (body['errors'] as { field: string }[]).map((error) => error.field);

describe('a problem answer', () => {
  it('tells a refusal by its code, with its extras', async () => {
    const { status, headers, body } = await get('/api/v1/conflict?token=abc');
    expect(status).toBe(409);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      type: 'https://tandem.test/problems/insufficient_stock',
      title: 'Conflict',
      status: 409,
      code: 'insufficient_stock',
      detail: 'Not enough left.',
      instance: '/api/v1/conflict',
      lines: [{ part_id: 1, requested: 2, available: 1 }],
    });
    expect(body['trace_id']).toEqual(expect.any(String));
  });

  it('shows nothing of a defect but an id', async () => {
    const { status, text, body } = await get('/api/v1/broken');
    expect(status).toBe(500);
    expect(text).not.toContain('secret detail');
    expect(body).toMatchObject({ code: 'internal_error', trace_id: expect.any(String) });
  });

  it('names the field when only the database refused a value, and shows nothing else of it', async () => {
    const { status, text, body } = await ask({
      method: 'POST',
      url: '/api/v1/refused',
      payload: { part_name: 'Gear' },
    });
    expect(status).toBe(422);
    expect(fieldsOf(body)).toEqual(['part_name']);
    expect(text).not.toContain('secret');
  });

  it('says 503 and when to come back while a backing service is away', async () => {
    const { status, headers, text } = await get('/api/v1/away');
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(text).not.toContain('10.0.0.1');
  });

  it('stands for an unknown route and an unknown part', async () => {
    expect((await get('/api/v1/nothing')).body).toMatchObject({ code: 'not_found', status: 404 });
    expect((await get('/api/v1/parts/404')).body).toMatchObject({
      detail: 'There is no part 404.',
    });
  });

  it.each(['/api/v1/parts/%', '/api/v1/%E0%A4%A', `/api/v1/parts/${'9'.repeat(300)}`])(
    'stands for a URL the router refuses: %s',
    async (url) => {
      const { status, headers, body } = await get(url);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(headers['x-correlation-id']).toBeDefined();
      expect(body).toMatchObject({ status, code: expect.any(String) });
    },
  );
});

describe('bad input', () => {
  it.each([
    ['text that is no JSON', '{"part_name":', 400],
    ['a prototype in disguise', '{"__proto__":{"admin":true},"part_name":"x"}', 400],
    ['a constructor in disguise', '{"constructor":{"prototype":{}},"part_name":"x"}', 400],
    ['a list', '[]', 422],
    ['a bare string', '"part"', 422],
    ['a bare number', '5', 422],
    ['null', 'null', 422],
    ['nothing', '', 422],
    ['a thousand brackets', '['.repeat(1_000) + ']'.repeat(1_000), 422],
    ['a deep object', '{"part_name":'.repeat(60) + '1' + '}'.repeat(60), 422],
  ])('%s is refused', async (_name, payload, status) => {
    const answer = await post(payload);
    expect(answer.body).toMatchObject({ status });
  });

  it('that is null is no object without fields', async () => {
    const errors = [{ field: 'body', message: 'must be a JSON object' }];
    expect((await post('null')).body).toMatchObject({ errors });
  });

  it('of another type than JSON is a 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/html']) {
      expect((await post('part_name=x', type)).body).toMatchObject({ status: 415 });
    }
  });

  it('of more than 64 KiB is a 413, unless the route takes more', async () => {
    const { body } = await post({ part_name: 'x'.repeat(66_000) });
    expect(body).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  it('for a route that takes none is refused by its fields', async () => {
    const refresh = (payload?: object) =>
      ask({ method: 'POST', url: '/api/v1/refresh', ...(payload && { payload }) });
    expect((await refresh()).status).toBe(201);
    expect((await refresh({})).status).toBe(201);
    const { status, body } = await refresh({ foo: 1, bar: null });
    expect(status).toBe(422);
    expect(fieldsOf(body)).toEqual(['foo', 'bar']);
    const upload = await ask({ method: 'POST', url: '/api/v1/upload', payload: { url: 'x' } });
    expect(upload.body).toEqual({ url: 'x' });
  });

  it('is named by dotted paths, all at once', async () => {
    const { status, body } = await post({
      part_name: '',
      cost: 5,
      price: { amount: '1.999', currency: 'EUR' },
      lines: [
        { part_id: 1, unit: 'mm' },
        { part_id: '2', unit: 'mm', secret: true },
      ],
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'validation_failed' });
    expect(fieldsOf(body).sort()).toEqual([
      'cost',
      'lines.1.part_id',
      'lines.1.secret',
      'part_name',
      'price.amount',
    ]);
  });

  it.each([
    [{ lines: [[]] }, 'lines.0'],
    [{ lines: [{ part_id: 1, unit: 'mm' }, [{ part_id: 1, unit: 'mm' }]] }, 'lines.1'],
    [{ lines: [{ part_id: 1, unit: 'mm' }, null] }, 'lines.1'],
    [{ lines: { 0: { part_id: 1, unit: 'mm' } } }, 'lines'],
    [{ main_line: [] }, 'main_line'],
    [{ main_line: [{ part_id: 1, unit: 'mm' }] }, 'main_line'],
    [{ main_line: 'mm' }, 'main_line'],
  ])('that is no object where one is due names the element: %j', async (payload, field) => {
    const { status, body } = await post({ part_name: 'Gear', ...payload });
    expect(status).toBe(422);
    expect(fieldsOf(body)).toContain(field);
  });

  it('with characters that PostgreSQL cannot store names the field', async () => {
    for (const text of ['a\u0000b', 'half \ud800 pair']) {
      const { status, body } = await post(
        `{"part_name":"ok","lines":[{"part_id":1,"unit":${JSON.stringify(text)}}]}`,
      );
      expect(status).toBe(422);
      expect(fieldsOf(body)).toEqual(['lines.0.unit']);
    }
    expect(fieldsOf((await get('/api/v1/parts?q=a%00b')).body)).toEqual(['q']);
  });

  it.each(['0', '-1', '1.5', 'abc', '2147483648', '99999999999999999999', '%00', '1e3', ' 1'])(
    'in the place of a part id is a 422 on id: %s',
    async (id) => {
      const { status, body } = await get(`/api/v1/parts/${encodeURI(decodeURIComponent(id))}`);
      expect(status).toBe(422);
      expect(fieldsOf(body)).toEqual(['id']);
    },
  );

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['limit=1e1', 'limit'],
    ['q=a&q=b', 'q'],
    ['colour=red', 'colour'],
    ['__proto__=x', '__proto__'],
    ['cursor=abc', 'cursor'],
    [`cursor=${encodeCursor({ id: 1, name: 'a\0b' })}`, 'cursor'],
    [`cursor=${encodeCursor({ id: 2 ** 40, name: 'a' })}`, 'cursor'],
    [`cursor=${encodeCursor({ id: 1 })}`, 'cursor'],
  ])('in a query is a 422 on its parameter: %s', async (query, field) => {
    const { status, body } = await get(`/api/v1/parts?${query}`);
    expect(status).toBe(422);
    expect(fieldsOf(body)).toContain(field);
  });

  it.each(['3', 'abc', '"x"', '"1","2"', '"99999999999"', '*'])(
    'in If-Match is a 422 on it: %s',
    async (header) => {
      const { status, body } = await ask({
        method: 'PUT',
        url: '/api/v1/parts/1',
        headers: { 'if-match': header },
        payload: { part_name: 'x' },
      });
      expect(status).toBe(422);
      expect(fieldsOf(body)).toEqual(['If-Match']);
    },
  );
});

describe('good input', () => {
  it('is taken as it is sent', async () => {
    const { status, body } = await post({
      part_name: ' Gear ',
      price: { amount: '19.99', currency: 'EUR' },
      main_line: null,
      lines: [{ part_id: 7, unit: 'mm' }],
    });
    expect(status).toBe(201);
    expect(body['body']).toEqual({
      part_name: 'Gear',
      price: { amount: '19.99', currency: 'EUR' },
      main_line: null,
      lines: [{ part_id: 7, unit: 'mm' }],
    });
  });

  it('gets the default page size and goes on at a cursor', async () => {
    expect((await get('/api/v1/parts')).body).toMatchObject({ query: { limit: 24 }, place: null });
    const cursor = encodeCursor({ id: 7, name: 'Zahnrad ü' });
    expect((await get(`/api/v1/parts?limit=5&cursor=${cursor}`)).body).toMatchObject({
      query: { limit: 5 },
      place: { id: 7, name: 'Zahnrad ü' },
    });
  });

  it('names the version it was based on in the body or in If-Match', async () => {
    const put = (headers: Record<string, string>, version?: number) =>
      ask({
        method: 'PUT',
        url: '/api/v1/parts/1',
        headers,
        payload: { part_name: 'x', ...(version ? { version } : {}) },
      });
    expect((await put({ 'if-match': '"3"' })).body).toEqual({ id: 1, expected: 3 });
    expect((await put({}, 4)).body).toEqual({ id: 1, expected: 4 });
    expect((await put({})).body).toEqual({ id: 1, expected: null });
    expect(fieldsOf((await put({ 'if-match': '"3"' }, 4)).body)).toEqual(['version']);
  });
});

describe('every answer', () => {
  it('carries the sane correlation id of the request, or a new one', async () => {
    for (const id of ['click-12345', 'a', 'a.b_c:d/1']) {
      const { headers } = await get('/api/v1/parts/1', { 'x-correlation-id': id });
      expect(headers['x-correlation-id']).toBe(id);
    }
    for (const id of ['with space 123', 'x'.repeat(200), '<script>alert']) {
      const { headers } = await get('/api/v1/parts/1', { 'x-correlation-id': id });
      expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('still belongs to its request after a body was read', async () => {
    const { body } = await ask({
      method: 'POST',
      url: '/api/v1/parts',
      headers: { 'x-correlation-id': 'click-67890' },
      payload: { part_name: 'x' },
    });
    expect(body['correlation_id']).toBe('click-67890');
  });

  it('is made on behalf of the person behind the front door', async () => {
    const { body } = await get('/api/v1/whoami', {
      'x-forwarded-for': '203.0.113.7',
      'user-agent': 'Browser/1',
      'x-as': 'user-1',
    });
    expect(body).toEqual({ userId: 'user-1', ip: '203.0.113.7', userAgent: 'Browser/1' });
  });

  it('is compressed when it is long and the client can read that', async () => {
    const url = '/api/v1/long';
    expect((await get(url, { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
    expect((await get(url, { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
      'gzip',
    );
    expect((await get(url)).headers['content-encoding']).toBeUndefined();
    const short = await get('/api/v1/parts/1', { 'accept-encoding': 'br' });
    expect(short.headers['content-encoding']).toBeUndefined();
  });
});

describe('for operators', () => {
  it('a service is live, and ready when its required backing services answer', async () => {
    expect((await get('/health/live')).body).toEqual({ status: 'ok' });
    const health = service.app.get(HealthRegistry);
    health.add('postgres', async () => undefined, { required: true });
    expect((await get('/health/ready')).body).toMatchObject({
      status: 'ok',
      checks: { postgres: { status: 'up', latency_ms: expect.any(Number) } },
    });
    health.add('redis', () => Promise.reject(new Error('gone')), { required: false });
    expect(await get('/health/ready')).toMatchObject({ status: 200, body: { status: 'degraded' } });
    health.add('postgres', () => Promise.reject(new Error('gone')), { required: true });
    expect(await get('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', checks: { postgres: { status: 'down' } } },
    });
  });

  it('shows request durations by route', async () => {
    await get('/api/v1/parts/1');
    const { text } = await get('/metrics');
    expect(text).toMatch(
      /http_server_request_duration_seconds_count\{http_request_method="GET",http_response_status_code="200",http_route="\/api\/v1\/parts\/:id"\} \d+/,
    );
  });

  it('describes itself in OpenAPI 3.1, problems included', async () => {
    const { body } = await get('/openapi.json');
    const document = body as { openapi: string; paths: Record<string, never>; components: never };
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/v1/parts/{id}']).toMatchObject({
      get: { responses: { default: { $ref: '#/components/responses/Failed' } } },
    });
    expect(document.components).toMatchObject({
      responses: { Failed: { content: { 'application/problem+json': {} } } },
      schemas: {
        PartDto: {
          required: ['part_name'],
          properties: {
            price: { $ref: '#/components/schemas/MoneyDto' },
            main_line: { anyOf: [{ $ref: '#/components/schemas/LineDto' }, { type: 'null' }] },
          },
        },
      },
    });
  });
});
