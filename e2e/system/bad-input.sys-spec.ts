import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, Staff } from './client.js';
import { describedRoutes, isForPeople, type Route } from './described.js';
import { testHome } from './home.js';
import { walkBodies } from './walk-bodies.js';
import { walkHttp } from './walk-http.js';
import { walkCursors, walkQueries } from './walk-queries.js';

interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: { name: string; in: string; schema?: { type?: string } }[];
        requestBody?: { content: Record<string, unknown> };
      }
    >
  >;
}

interface Problem {
  status: number;
  title: string;
  code: string;
  errors?: { field: string; message: string }[];
}

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

/** Values that have broken other shops: each must be refused by name, none may be a 500. */
const NASTY: unknown[] = [
  null,
  '',
  'x'.repeat(100_000),
  'a\u0000b',
  -1,
  0.5,
  1e308,
  9007199254740993,
  true,
  [],
  [null],
  {},
  { __proto__: { admin: true } },
  "'; DROP TABLE parts; --",
  '<script>alert(1)</script>',
  '2147483648',
  '\ud800',
];

describe('bad input of every kind on every route', () => {
  let stack: StackHandle;
  let staff: Staff;
  let api: OpenApi;
  let all: Route[];
  let routes: Route[];
  let orderId: string;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('bad-input'),
      mode: 'distributed',
      frontDoors: 'free',
    });
    staff = await Staff.signIn(stack.info.admin);
    api = (await call<OpenApi>(`${stack.info.admin}/api/v1/openapi.json`)).body;
    all = await describedRoutes(stack.info.services);
    routes = all.filter(isForPeople);
    await fillLists();
  });
  afterAll(() => stack?.stop());

  function operations() {
    return Object.entries(api.paths)
      .filter(([path]) => path.startsWith('/api/v1/'))
      .flatMap(([path, item]) =>
        METHODS.filter((method) => item[method]).map((method) => ({
          path,
          method: method.toUpperCase() as 'GET',
          operation: item[method]!,
        })),
      )
      .filter(({ path }) => !/auth\/(logout|login|register|refresh)$/.test(path));
  }

  /** Two of each thing that a member of staff can have, so that the lists have a second page. */
  async function fillLists(): Promise<void> {
    const { admin } = stack.info;
    await Staff.signIn(admin);
    for (const n of [1, 2]) {
      const ask = (method: 'POST' | 'PUT', path: string, body: unknown, key?: string) =>
        call(`${admin}/api/v1${path}`, {
          method,
          token: staff.token,
          body,
          headers: key === undefined ? {} : { 'idempotency-key': `lists-${key}-${n}` },
        });
      const amount = { amount: '500.00', currency: 'EUR' };
      const answers = [
        await ask('PUT', '/admin/parts/1', { description: `<p>${n}</p>` }),
        await ask('POST', '/admin/parts/1/stock/adjust', { delta: n, reason: 'a second page' }),
        await ask('POST', '/wallet/top-ups', { amount, payment_method: 'test' }, 'top-up'),
        await ask('POST', '/wishlist/items', { part_id: n }),
        await ask('POST', '/cart/items', { part_id: 1, quantity: 1 }),
        await ask('POST', '/orders', { payment_method: 'balance' }, 'order'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 201, 200, 200, 201]);
      orderId = String(answers.at(-1)!.body['id']);
    }
  }

  const fill = (path: string, value: string) => path.replaceAll(/\{[^}]+\}/g, () => value);

  it('no route answers 5xx to a broken path, query, header or body, and a 4xx is a problem', async () => {
    const failures: string[] = [];
    const note = (what: string, answer: { status: number; body: unknown; headers: object }) => {
      const problem = answer.body as Problem;
      if (answer.status >= 500) failures.push(`${what} → ${answer.status}`);
      if (answer.status >= 400 && (!problem?.code || problem.status !== answer.status)) {
        failures.push(`${what} → ${answer.status} without a problem body`);
      }
      if (answer.status === 422 && !problem.errors?.every((e) => e.field && e.message)) {
        failures.push(`${what} → 422 that names no field`);
      }
    };
    expect(operations().length).toBeGreaterThan(30);
    for (const { path, method, operation } of operations()) {
      const token = staff.token;
      const base = stack.info.admin;
      for (const id of [
        '0',
        '-1',
        'abc',
        '1.5',
        '2147483648',
        '99999999999999999999',
        '%00',
        "'",
      ]) {
        if (!path.includes('{')) break;
        const url = `${base}${fill(path, encodeURIComponent(decodeURIComponent(id)))}`;
        note(`${method} ${path} with ${id}`, await call(url, { method, token }));
      }
      const url = `${base}${fill(path, '1')}`;
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in !== 'query') continue;
        for (const value of [
          '',
          'x'.repeat(3000),
          '-1',
          '1e999',
          '\u0000',
          "'",
          '{}',
          '9999999999',
        ]) {
          const query = `${encodeURIComponent(parameter.name)}=${encodeURIComponent(value)}`;
          if (method !== 'GET') continue;
          note(
            `${method} ${path}?${parameter.name}=${value.slice(0, 12)}`,
            await call(`${url}?${query}&${query}`, { method, token }),
          );
          note(
            `${method} ${path}?${parameter.name}=${value.slice(0, 12)}`,
            await call(`${url}?${query}`, { method, token }),
          );
        }
      }
      if (method === 'GET' || method === 'DELETE') continue;
      for (const raw of ['{', '[]', 'null', '"text"', '{"a":', '']) {
        note(`${method} ${path} raw ${raw}`, await call(url, { method, token, raw }));
      }
      const wrongType = await call(url, {
        method,
        token,
        raw: '<a/>',
        headers: { 'content-type': 'application/xml' },
      });
      note(`${method} ${path} xml`, wrongType);
    }
    expect(failures).toEqual([]);
  });

  it('every field of the write bodies refuses nonsense and says which field it was', async () => {
    const failures: string[] = [];
    const bodies: [method: 'PUT' | 'POST', path: string, fields: string[]][] = [
      ['PUT', '/admin/parts/1/stock', ['current_stock', 'min_stock_level', 'version']],
      ['POST', '/admin/parts/1/stock/adjust', ['delta', 'reason']],
      ['POST', '/admin/stock/bulk', ['lines']],
      [
        'PUT',
        '/admin/parts/1',
        ['part_name', 'sku', 'price', 'status', 'category_id', 'specifications', 'version'],
      ],
      ['POST', '/admin/parts', ['part_name', 'sku', 'price', 'kind', 'category_id']],
      ['PUT', '/admin/parts/1/images/order', ['image_ids']],
      ['POST', '/auth/login', ['email', 'password']],
      ['POST', '/auth/register', ['email', 'password', 'display_name']],
    ];
    for (const [method, path, fields] of bodies) {
      const url = `${stack.info.admin}/api/v1${path}`;
      const unknown = await call<Problem>(url, {
        method,
        token: staff.token,
        body: { no_such_field: 1 },
      });
      if (
        unknown.status !== 422 ||
        !unknown.body.errors?.some((e) => e.field === 'no_such_field')
      ) {
        failures.push(`${method} ${path} accepts an unknown field: ${unknown.status}`);
      }
      for (const field of fields) {
        for (const value of NASTY) {
          const answer = await call<Problem>(url, {
            method,
            token: staff.token,
            body: { [field]: value },
          });
          const what = `${method} ${path} ${field}=${JSON.stringify(value)?.slice(0, 30)}`;
          if (answer.status >= 500) failures.push(`${what} → ${answer.status}`);
          if (answer.status === 422 && !answer.body.errors?.length) {
            failures.push(`${what} → 422 that names no field`);
          }
        }
      }
    }
    expect(failures).toEqual([]);
  });

  it('every field of every body: what does not fit is refused by name, what fits is kept as it was', async () => {
    const services = new Set(routes.map(({ service }) => service));
    expect(services).toEqual(new Set(Object.keys(stack.info.services)));
    const ofOrder = routes.map((route) => ({
      ...route,
      path: route.path.replace('/orders/{id}', `/orders/${orderId}`),
    }));
    const { asked, accepted, failures } = await walkBodies(ofOrder, staff.token);
    process.stdout.write(`bodies: ${asked} asked, ${accepted} accepted\n`);
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
    expect(accepted).toBeGreaterThan(60);
  });

  it('every parameter of every read: what is none, and nothing at all, is refused by name', async () => {
    expect(await walkQueries(routes, staff.token)).toEqual([]);
  });

  it('every list takes its own cursor, and no other', async () => {
    const { lists, own, failures } = await walkCursors(routes, staff.token);
    process.stdout.write(`cursors: ${own} of ${lists} lists have a second page\n`);
    expect(failures).toEqual([]);
    expect(own).toBeGreaterThan(10);
  });

  it('every operation: 405 with what there is, HEAD, nobody keeps what is somebody’s, bodies are UTF-8', async () => {
    expect(await walkHttp(routes, all, staff.token)).toEqual([]);
  });

  it('a write without a token, with a broken one or without the permission is refused', async () => {
    const shopper = await Staff.signIn(stack.info.shop, 'customer@tandem.test');
    const url = `${stack.info.admin}/api/v1/admin/parts/1/stock`;
    const body = { current_stock: 1 };
    const without = await call<Problem>(url, { method: 'PUT', body });
    const broken = await call<Problem>(url, { method: 'PUT', body, token: 'not.a.token' });
    const lacking = await call<Problem>(url, { method: 'PUT', body, token: shopper.token });
    expect([without.status, broken.status, lacking.status]).toEqual([401, 401, 403]);
    expect(lacking.body.code).toBe('forbidden');
  });
});
