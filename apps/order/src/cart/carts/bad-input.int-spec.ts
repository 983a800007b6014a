import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertRoutesDeclared, listRoutes } from '@tandem/auth-client';
import {
  ROUTES_OF_EVERY_SERVICE,
  ROUTES_OF_JOBS,
  wrongAnswersToServices,
  type BenchCall,
  type Problem,
} from '@tandem/testing';
import { Shop } from '../../testing/shop.js';

const UUID = '0198c5a0-0000-7000-8000-00000000000a';

describe('what a shopper’s cart and wishlist do not accept', () => {
  let shop: Shop;
  let part: number;
  beforeAll(async () => {
    shop = await Shop.open();
    part = await shop.part({ stock: 5000 });
  });
  afterAll(() => shop?.close());

  const call = (method: string, path: string, options?: BenchCall) =>
    shop.call<Problem>(method, path, options);
  const expectField = ({ status, body }: { status: number; body: Problem }, field: string) => {
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'validation_failed' });
    expect(body.errors!.map((error) => error.field)).toContain(field);
  };

  const notNumbers = [undefined, null, '5', 1.5, [], [1], {}, true, 1e30];
  const quantities = [0, -1, 1000, 2_147_483_648, ...notNumbers];
  const ids = [0, -1, 2_147_483_648, ...notNumbers];

  describe('in what is put into the cart', () => {
    it.each([
      ...quantities.map((v) => ['quantity', { part_id: 1, quantity: v }]),
      ...ids.map((v) => ['part_id', { part_id: v, quantity: 1 }]),
      ['price', { part_id: 1, quantity: 1, price: { amount: '0.01', currency: 'EUR' } }],
      ['user_id', { part_id: 1, quantity: 1, user_id: UUID }],
      ['body', [{ part_id: 1, quantity: 1 }]],
      ['body', 'text'],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      const json = typeof body === 'string' ? JSON.stringify(body) : body;
      const answer = await call('POST', '/cart/items', { body: json });
      expectField(answer, field);
      expect(answer.headers.getSetCookie()).toEqual([]);
    });
  });

  describe('in a quantity that is set', () => {
    it.each([
      ...quantities.map((v) => ['quantity', { quantity: v }]),
      ['part_id', { quantity: 1, part_id: 2 }],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      expectField(await call('PUT', `/cart/items/${part}`, { body }), field);
    });
  });

  describe('in a wish', () => {
    it.each([
      ...ids.map((v) => ['part_id', { part_id: v }]),
      ['quantity', { part_id: 1, quantity: 1 }],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      expectField(await call('POST', '/wishlist/items', { body }), field);
    });
  });

  it.each(['0', '-1', '1.5', 'abc', '2147483648', '1e3', '%00', '01'])(
    'the address of part %s',
    async (bad) => {
      const body = { quantity: 1 };
      expectField(await call('PUT', `/cart/items/${bad}`, { body }), 'part_id');
      expectField(await call('DELETE', `/cart/items/${bad}`), 'part_id');
      expectField(await call('DELETE', `/wishlist/items/${bad}`), 'part_id');
    },
  );

  it('a body that is no JSON is 400, of another type 415', async () => {
    expect((await call('POST', '/cart/items', { body: '{"part_id":' })).status).toBe(400);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = await call('POST', '/cart/items', { body: 'part_id=1', headers });
    expect(form.status).toBe(415);
  });

  describe('in a call of auth', () => {
    it.each([
      ...[undefined, null, '', 'x', 5, [UUID]].map((v) => [
        'user_id',
        { user_id: v, guest_token: 'x' },
      ]),
      ...[undefined, null, 5, [], 'x'.repeat(201), 'nul\0', 'half \ud800'].map((v) => [
        'guest_token',
        { user_id: UUID, guest_token: v },
      ]),
      ['guest_id', { user_id: UUID, guest_token: 'x', guest_id: UUID }],
    ] as [string, unknown][])('%s: %.60j', async (field, body) => {
      expectField(await shop.sendAs<Problem>('auth', 'POST', '/carts/migrate', { body }), field);
    });

    it.each([undefined, null, '', 'x', 5, ['a@example.com'], `${'a'.repeat(255)}@example.com`])(
      'email: %.60j',
      async (email) => {
        const body = { email };
        const path = '/customers/forget-address';
        expectField(await shop.sendAs<Problem>('auth', 'POST', path, { body }), 'email');
      },
    );
  });

  describe('from whom', () => {
    const routes = [
      ['GET', '/api/v1/cart', 'optional'],
      ['POST', '/api/v1/cart/items', 'optional'],
      ['PUT', '/api/v1/cart/items/:part_id', 'optional'],
      ['DELETE', '/api/v1/cart/items/:part_id', 'optional'],
      ['POST', '/api/v1/cart/migrate', 'authenticated'],
      ['POST', '/api/v1/checkout/validate', 'optional'],
      ['GET', '/api/v1/wishlist', 'optional'],
      ['POST', '/api/v1/wishlist/items', 'optional'],
      ['DELETE', '/api/v1/wishlist/items/:part_id', 'optional'],
      ['POST', '/internal/carts/migrate', 'internal'],
      ['POST', '/internal/repairs/carts', 'internal'],
    ];

    it('each route says it, and this table knows each', () => {
      const mine = listRoutes(shop.instances[0]!.app)
        .filter(({ path }) => /\/(carts?|wishlist|checkout)(\/|$)/.test(path))
        .map(({ method, path, rule }) => [method, path, rule?.kind]);
      expect(mine.sort()).toEqual(routes.toSorted());
    });

    it('is asked by the services that each internal route names, with a token for it, and by nobody else', async () => {
      const { app, url } = shop.instances[0]!;
      const asked = await wrongAnswersToServices(assertRoutesDeclared(app), { name: 'order', url });
      const shared = ROUTES_OF_EVERY_SERVICE.length + ROUTES_OF_JOBS.length;
      const repairs = ['carts', 'wishlists', 'leavers', 'orders'].length;
      const leavers = ['standing', 'forget-address'].length;
      expect(asked).toEqual({ routes: 1 + repairs + leavers + shared, wrong: [] });
    });

    it('only who is signed in may move a cart, and only auth may do it for them', async () => {
      const body = { user_id: UUID, guest_token: 'x' };
      const as = await shop.customer();
      expect((await call('POST', '/cart/migrate')).status).toBe(401);
      expect((await shop.send('POST', '/internal/carts/migrate', { body })).status).toBe(401);
      expect((await shop.send('POST', '/internal/carts/migrate', { body, as })).status).toBe(401);
    });
  });

  it('is told of by the document, where guests may call without a token', async () => {
    const { body } = await shop.send<{
      paths: Record<string, Record<string, { security: unknown }>>;
    }>('GET', '/openapi.json');
    expect(body.paths['/api/v1/cart']!['get']!.security).toEqual([
      { bearer: [] },
      { guest: [] },
      {},
    ]);
  });
});
