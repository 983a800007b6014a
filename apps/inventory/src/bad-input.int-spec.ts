import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertRoutesDeclared, listRoutes } from '@tandem/auth-client';
import {
  ROUTES_OF_EVERY_SERVICE,
  ROUTES_OF_JOBS,
  wrongAnswersToServices,
  type Problem,
} from '@tandem/testing';
import { Shop } from './testing/shop.js';

describe('what is not acceptable', () => {
  let shop: Shop;
  let part: number;
  beforeAll(async () => {
    shop = await Shop.open();
    part = await shop.part({ current: 5 });
  });
  afterAll(() => shop?.close());

  const expectField = ({ status, body }: { status: number; body: Problem }, field: string) => {
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'validation_failed' });
    expect(body.errors!.map((error) => error.field)).toContain(field);
  };

  const numbers = [null, '5', 1.5, [], {}, true, 1e30];
  const id = 1;
  const uuid = '0198c5a0-0000-7000-8000-00000000000a';

  describe('in a stock figure', () => {
    it.each([
      ...[undefined, -1, 1_000_000_001, ...numbers].map((v) => [
        'current_stock',
        { current_stock: v },
      ]),
      ...[-1, 1_000_000_001, ...numbers].map((v) => [
        'min_stock_level',
        { current_stock: 1, min_stock_level: v },
      ]),
      ...[-1, 2_147_483_648, ...numbers].map((v) => ['version', { current_stock: 1, version: v }]),
      ['reserved_quantity', { current_stock: 1, reserved_quantity: 0 }],
      ['body', [1]],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      expectField(await shop.staff<Problem>('PUT', `/parts/${part}/stock`, body), field);
    });

    it.each(['3', '"x"', '"-1"', '"1","2"', '"99999999999"', '*'])(
      'If-Match: %s',
      async (header) => {
        const headers = { 'if-match': header };
        const answer = await shop.staff<Problem>(
          'PUT',
          `/parts/${part}/stock`,
          { current_stock: 1 },
          headers,
        );
        expectField(answer, 'If-Match');
      },
    );

    it('a version and an If-Match that differ', async () => {
      const body = { current_stock: 1, version: 1 };
      const answer = await shop.staff<Problem>('PUT', `/parts/${part}/stock`, body, {
        'if-match': '"2"',
      });
      expectField(answer, 'version');
    });
  });

  describe('in an adjustment', () => {
    it.each([
      ...[undefined, 0, -1_000_000_001, 1_000_000_001, ...numbers].map((v) => [
        'delta',
        { delta: v, reason: 'r' },
      ]),
      ...[undefined, null, '', '   ', 5, 'x'.repeat(501), 'nul\0', 'half \ud800'].map((v) => [
        'reason',
        { delta: 1, reason: v },
      ]),
      ['why', { delta: 1, reason: 'r', why: 'x' }],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      expectField(await shop.staff<Problem>('POST', `/parts/${part}/stock/adjust`, body), field);
    });
  });

  describe('in a batch', () => {
    const good = { part_id: 1, delta: 1 };
    it.each([
      ...[undefined, null, 'x', 5, {}, [], Array(1_001).fill(good)].map((v) => [
        'lines',
        { lines: v },
      ]),
      ['reason', { lines: [good], reason: '' }],
      ...[undefined, 0, -1, 2_147_483_648, ...numbers].map((v) => [
        'lines.1.part_id',
        { lines: [good, { part_id: v, delta: 1 }] },
      ]),
      ...[0, ...numbers].map((v) => ['lines.0.delta', { lines: [{ part_id: 1, delta: v }] }]),
      ...[-1, ...numbers].map((v) => [
        'lines.0.current_stock',
        { lines: [{ part_id: 1, current_stock: v }] },
      ]),
      ['lines.0.delta', { lines: [{ part_id: 1, delta: 1, current_stock: 1 }] }],
      ['lines.0.current_stock', { lines: [{ part_id: 1 }] }],
      ['lines.0.sku', { lines: [{ ...good, sku: 'x' }] }],
      ['lines.1.part_id', { lines: [good, good] }],
    ] as [string, unknown][])('%s: %.60j', async (field, body) => {
      expectField(await shop.staff<Problem>('POST', '/stock/bulk', body), field);
    });

    it.each([[[null]], [[1]], [['x']], [[[]]]])('a line that is none: %j', async (lines) => {
      const { status, body } = await shop.staff<Problem>('POST', '/stock/bulk', { lines });
      expect(status).toBe(422);
      expect(body.errors![0]!.field).toMatch(/^lines/);
    });
  });

  describe('in a safety buffer', () => {
    const path = `/stock/safety-buffers/categories/${uuid}`;
    it.each([
      ...[undefined, -1, 1_000_000_001, ...numbers].map((v) => ['pieces', { pieces: v }]),
      ...[-1, 2_147_483_648, ...numbers].map((v) => ['version', { pieces: 1, version: v }]),
      ['category_id', { pieces: 1, category_id: uuid }],
      ['body', [1]],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      expectField(await shop.staff<Problem>('PUT', path, body), field);
      expectField(
        await shop.staff<Problem>('PUT', `/parts/${part}/stock/safety-buffer`, body),
        field,
      );
    });

    it.each(['kind=all', 'limit=101', 'cursor=x', 'q=x'])('of the list: ?%s', async (query) => {
      const answer = await shop.staff<Problem>('GET', `/stock/safety-buffers?${query}`);
      expectField(answer, query.split('=')[0]!);
    });

    it('a category or an If-Match that is none', async () => {
      for (const method of ['GET', 'PUT', 'DELETE'])
        expectField(
          await shop.staff<Problem>(
            method,
            '/stock/safety-buffers/categories/x',
            method === 'PUT' ? { pieces: 1 } : undefined,
          ),
          'category_id',
        );
      const headers = { 'if-match': '3' };
      expectField(await shop.staff<Problem>('DELETE', path, undefined, headers), 'If-Match');
    });
  });

  describe('in an address or a query', () => {
    const ids = ['0', '-1', '1.5', 'abc', '2147483648', '1e3', '99999999999999999999', '%00', '01'];
    it.each(ids)('part id %s', async (bad) => {
      expectField(await shop.staff<Problem>('GET', `/parts/${bad}/stock`), 'id');
      expectField(
        await shop.staff<Problem>('PUT', `/parts/${bad}/stock`, { current_stock: 1 }),
        'id',
      );
      expectField(await shop.staff<Problem>('GET', `/parts/${bad}/stock/movements`), 'id');
      const adjust = { delta: 1, reason: 'r' };
      expectField(await shop.staff<Problem>('POST', `/parts/${bad}/stock/adjust`, adjust), 'id');
    });

    it.each([
      ['limit', 'limit=0'],
      ['limit', 'limit=101'],
      ['limit', 'limit=x'],
      ['limit', 'limit=1&limit=2'],
      ['cursor', 'cursor=x'],
      ['cursor', `cursor=${Buffer.from('{"id":"99999999999999999999"}').toString('base64url')}`],
      ['cursor', `cursor=${Buffer.from('{"id":1}').toString('base64url')}`],
      ['sort', 'sort=id'],
    ])('%s in ?%s', async (field, query) => {
      expectField(
        await shop.staff<Problem>('GET', `/parts/${part}/stock/movements?${query}`),
        field,
      );
    });
  });

  describe('in a call of the order service', () => {
    const line = { part_id: 1, quantity: 1 };
    it.each([
      ...[undefined, null, 'x', 5, '123'].map((v) => ['order_id', { order_id: v, lines: [line] }]),
      ...[undefined, null, 'x', [], Array(201).fill(line)].map((v) => [
        'lines',
        { order_id: uuid, lines: v },
      ]),
      ...[undefined, 0, -1, 1_000_001, ...numbers].map((v) => [
        'lines.0.quantity',
        { order_id: uuid, lines: [{ part_id: 1, quantity: v }] },
      ]),
      ...[undefined, 0, 2_147_483_648, ...numbers].map((v) => [
        'lines.0.part_id',
        { order_id: uuid, lines: [{ part_id: v, quantity: 1 }] },
      ]),
      ...[0, -1, 86_401, ...numbers].map((v) => [
        'ttl_seconds',
        { order_id: uuid, lines: [line], ttl_seconds: v },
      ]),
    ] as [string, unknown][])('%s: %.60j', async (field, body) => {
      expectField(await shop.orders<Problem>('/reservations', body), field);
    });

    it.each([undefined, null, 'x', [], [0], ['1'], [null], [2_147_483_648], Array(501).fill(1)])(
      'part_ids: %.40j',
      async (part_ids) => {
        expectField(await shop.orders<Problem>('/stock/query', { part_ids }), 'part_ids');
      },
    );

    it('an order id in the address that is none', async () => {
      expectField(await shop.orders<Problem>('/reservations/x/commit'), 'order_id');
      expectField(await shop.orders<Problem>('/reservations/x/release'), 'order_id');
      expectField(await shop.orders<Problem>('/reservations/x', undefined, 0, 'GET'), 'order_id');
    });
  });

  it('quantities of one part that add up to more than a shelf can hold are simply not there', async () => {
    const lines = Array(200).fill({ part_id: part, quantity: 1_000_000 });
    const answer = await shop.orders('/reservations', { order_id: uuid, lines });
    expect(answer).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } });
  });

  it('a body that is no JSON is 400, of another type 415', async () => {
    const path = `/parts/${part}/stock`;
    expect((await shop.staff('PUT', path, '{"current_stock":')).status).toBe(400);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await shop.staff('PUT', path, 'current_stock=1', form)).status).toBe(415);
  });

  describe('from whom', () => {
    const paths = [
      ['GET', `/api/v1/admin/parts/${id}/stock`],
      ['PUT', `/api/v1/admin/parts/${id}/stock`],
      ['POST', `/api/v1/admin/parts/${id}/stock/adjust`],
      ['GET', `/api/v1/admin/parts/${id}/stock/movements`],
      ['GET', `/api/v1/admin/parts/${id}/stock/safety-buffer`],
      ['PUT', `/api/v1/admin/parts/${id}/stock/safety-buffer`],
      ['DELETE', `/api/v1/admin/parts/${id}/stock/safety-buffer`],
      ['GET', '/api/v1/admin/stock/safety-buffers'],
      ['GET', `/api/v1/admin/stock/safety-buffers/categories/${uuid}`],
      ['PUT', `/api/v1/admin/stock/safety-buffers/categories/${uuid}`],
      ['DELETE', `/api/v1/admin/stock/safety-buffers/categories/${uuid}`],
      ['POST', '/api/v1/admin/stock/bulk'],
      ['GET', `/api/v1/admin/parts/${id}/stock/movements.csv`],
      ['GET', '/api/v1/admin/stock/movements'],
      ['GET', '/api/v1/admin/stock/movements.csv'],
      ['GET', '/api/v1/admin/stock/safety-buffers.csv'],
      ['GET', '/api/v1/admin/sync/shortfalls.csv'],
      ['GET', '/api/v1/admin/sync/shortfalls'],
      ['POST', `/api/v1/admin/sync/shortfalls/${uuid}/resolve`],
      ['POST', '/internal/reservations'],
      ['GET', `/internal/reservations/${uuid}`],
      ['POST', `/internal/reservations/${uuid}/commit`],
      ['POST', `/internal/reservations/${uuid}/release`],
      ['POST', '/internal/reservations/commit'],
      ['POST', '/internal/returns'],
      ['POST', '/internal/stock/query'],
      ['POST', '/internal/stock/imported'],
      ['POST', '/internal/repairs/stock'],
      ['POST', '/internal/repairs/holds'],
    ] as const;

    it('nobody gets in without a token, and no customer with one', async () => {
      const as = { token: await shop.tokens.tokenFor({ permissions: [] }) };
      for (const [method, path] of paths) {
        expect((await shop.send(method, path)).status).toBe(401);
        const status = (await shop.send(method, path, { as })).status;
        expect(status).toBe(path.startsWith('/internal') ? 401 : 403);
      }
    });

    it('whoever may read stock may not write it', async () => {
      const permissions = ['stock:read', 'content:write'];
      const as = { token: await shop.tokens.tokenFor({ permissions }) };
      const path = `/api/v1/admin/parts/${part}/stock`;
      expect((await shop.send('GET', path, { as })).status).toBe(200);
      expect((await shop.send('PUT', path, { as, body: { current_stock: 1 } })).status).toBe(403);
    });

    const shared = ROUTES_OF_EVERY_SERVICE.length + ROUTES_OF_JOBS.length;

    it('is asked by the services that each internal route names, with a token for it, and by nobody else', async () => {
      const { app, url } = shop.instances[0]!;
      const asked = await wrongAnswersToServices(assertRoutesDeclared(app), {
        name: 'inventory',
        url,
      });
      expect(asked).toEqual({ routes: 10 + shared, wrong: [] });
    });

    it('every route says who may call it, and this table knows every route', () => {
      const { app } = shop.instances[0]!;
      assertRoutesDeclared(app);
      const known = paths.map(([method, path]) =>
        `${method} ${path}`
          .replace(`shortfalls/${uuid}`, 'shortfalls/:id')
          .replace(`categories/${uuid}`, 'categories/:category_id')
          .replace(uuid, ':order_id')
          .replace(`/parts/${id}/`, '/parts/:id/'),
      );
      expect(listRoutes(app).map(({ method, path }) => `${method} ${path}`)).toEqual(
        expect.arrayContaining(known),
      );
      expect(listRoutes(app)).toHaveLength(paths.length + shared);
    });
  });
});
