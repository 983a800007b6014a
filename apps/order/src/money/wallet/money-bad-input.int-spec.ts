import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeCursor } from '@tandem/kernel';
import type { Problem } from '@tandem/testing';
import { Shop, type Person } from '../../testing/shop.js';
import { discrepancies, placedOrder } from '../payments/spec-support.js';

// Real here: the order service and PostgreSQL.
describe('what is not acceptable where money moves', () => {
  let shop: Shop;
  let cora: Person;
  let staff: Person;
  let order: string;
  beforeAll(async () => {
    shop = await Shop.open();
    [cora, staff] = [await shop.customer(), await shop.staff()];
    const partId = await shop.part();
    order = (await placedOrder(shop, { partId, userId: cora.id, unit: 1_000 })).id;
  });
  afterAll(async () => {
    const left = await shop?.database.query(`select id from orders.ledger_entries`);
    expect(left).toEqual([]);
    expect(await discrepancies(shop)).toEqual([]);
    await shop?.close();
  });

  const expectField = ({ status, body }: { status: number; body: Problem }, field: string) => {
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'validation_failed' });
    expect(body.errors!.map((error) => error.field)).toContain(field);
  };
  const key = () => ({ 'idempotency-key': randomUUID() });
  const eur = (amount: unknown) => ({ amount, currency: 'EUR' });
  const noAmounts: unknown[] = [
    null,
    'x',
    5,
    '5.00',
    [],
    {},
    true,
    { amount: '1.00' },
    { currency: 'EUR' },
    { ...eur('1.00'), more: 1 },
    { amount: '1.00', currency: 'XXX1' },
    { amount: '1.00', currency: 'eur' },
    { amount: '1.00', currency: null },
    ...[
      1,
      1.5,
      null,
      '',
      ' ',
      '1,00',
      '1.001',
      '1e3',
      '0x10',
      '+1',
      '.5',
      '1.',
      'NaN',
      'Infinity',
      '0',
      '0.00',
      '-0',
      '-1.00',
      '9999999999999.00',
      '١',
      '1.00\u0000',
      ['1.00'],
    ].map(eur),
  ];

  describe('in a top-up', () => {
    const topUp = (body: unknown, headers: Record<string, string> = {}) =>
      shop.call<Problem>('POST', '/wallet/top-ups', { as: cora, body, headers });
    const good = { amount: eur('1.00'), payment_method: 'test' };

    it.each([undefined, ...noAmounts])('amount %j', async (amount) => {
      const { body, status } = await topUp({ ...good, amount });
      expect(status).toBe(422);
      expect(body.errors![0]!.field).toMatch(/^amount/);
    });

    it.each([
      ['amount.amount', { ...good, amount: eur('10000.01') }],
      ['amount.currency', { ...good, amount: { amount: '1.00', currency: 'USD' } }],
      ...[undefined, null, '', 'balance', 'TEST', 1, [], {}, ['test'], '__proto__'].map((m) => [
        'payment_method',
        { ...good, payment_method: m },
      ]),
      ['user_id', { ...good, user_id: randomUUID() }],
      ['status', { ...good, status: 'settled' }],
      ['body', []],
    ] as [string, unknown][])('%s: %j', async (field, body) => {
      expectField(await topUp(body), field);
    });

    it.each(['', ' ', 'a b', 'ü', 'x'.repeat(201)])('a key that is none: "%s"', async (bad) => {
      const header = Buffer.from(bad).toString('latin1');
      const answer = await topUp(good, { 'idempotency-key': header });
      expectField(answer, 'Idempotency-Key');
    });

    it('a body that is no JSON is 400, of another type 415', async () => {
      expect((await topUp('{"amount":')).status).toBe(400);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await topUp('amount=1', form)).status).toBe(415);
    });

    it.each(['1', 'x', '%00', randomUUID().slice(1), `${randomUUID()}0`])(
      'an id that is none: %s',
      async (bad) => {
        const answer = await shop.call<Problem>('GET', `/wallet/top-ups/${bad}`, { as: cora });
        expectField(answer, 'id');
      },
    );
  });

  describe('in a list of transactions', () => {
    it.each([
      ['limit', 'limit=0'],
      ['limit', 'limit=101'],
      ['limit', 'limit=1.5'],
      ['limit', 'limit=1&limit=2'],
      ['cursor', 'cursor=x'],
      ['cursor', `cursor=${encodeCursor({ at: 'yesterday', id: randomUUID() })}`],
      ['cursor', `cursor=${encodeCursor({ at: '2026-01-01T00:00:00.000Z', id: 1 })}`],
      ['cursor', `cursor=${encodeCursor({ id: randomUUID() })}`],
      ['type', 'type=payment'],
      ['type', 'type='],
      ['type', 'type=fee&type=refund'],
      ['order_id', 'order_id=1'],
      ['order_id', `order_id=${randomUUID()}&order_id=${randomUUID()}`],
      ['payment_method', 'payment_method=cash'],
      ...[
        'x',
        '',
        '2026-02-30T00:00:00Z',
        '2026-13-01T00:00:00Z',
        '2026-01-01',
        '1767225600',
        '2026-01-01T24:01:00Z',
        '2026-01-01T00:00:00',
        '2026-01-01T00:00:00%2B99:00',
      ].flatMap((time) => [
        ['from', `from=${time}`],
        ['to', `to=${time}`],
      ]),
      ['from', 'from=2026-01-01T00:00:00Z&from=2026-01-02T00:00:00Z'],
      ['from', 'from[a]=1'],
      ['user_id', `user_id=${randomUUID()}`],
    ] as [string, string][])('%s in ?%s', async (field, query) => {
      const answer = await shop.call<Problem>('GET', `/transactions?${query}`, { as: cora });
      expect(answer.status).toBe(422);
      expect(answer.body.errors![0]!.field).toContain(field);
    });

    it.each([
      'from=0001-01-01T00:00:00%2B14:00',
      'to=9999-12-31T23:59:59.999999999Z',
      'from=2028-02-29T00:00:00-05:00',
    ])('but far away is only far away: ?%s', async (query) => {
      const answer = await shop.call('GET', `/transactions?${query}`, { as: cora });
      expect(answer).toMatchObject({ status: 200, body: { items: [], next_cursor: null } });
    });
  });

  describe('in a refund', () => {
    const refund = (body: unknown, headers: Record<string, string> = key(), id = order) =>
      shop.call<Problem>('POST', `/admin/orders/${id}/refunds`, { as: staff, body, headers });
    const good = { reason: 'broken' };

    it.each(noAmounts)('amount %j', async (amount) => {
      const { body, status } = await refund({ ...good, amount });
      expect(status).toBe(422);
      expect(body.errors![0]!.field).toMatch(/^amount/);
    });

    const line = { part_id: 1, quantity: 1 };
    it.each([
      ...[undefined, null, '', '   ', 5, [], {}, 'x'.repeat(501), 'a\u0000'].map((reason) => [
        'reason',
        { reason },
      ]),
      ...[null, 'x', {}, Array(201).fill(line)].map((restock) => ['restock', { ...good, restock }]),
      ...[null, 1, 'x', [], [line]].map((bad) => ['restock.1', { ...good, restock: [line, bad] }]),
      ...[undefined, 0, -1, 1.5, '1', null, 2_147_483_648].map((part_id) => [
        'restock.0.part_id',
        { ...good, restock: [{ ...line, part_id }] },
      ]),
      ...[undefined, 0, -1, 1.5, '1', null, 1_000_001].map((quantity) => [
        'restock.0.quantity',
        { ...good, restock: [{ ...line, quantity }] },
      ]),
      ['status', { ...good, status: 'settled' }],
      ['requested_by', { ...good, requested_by: randomUUID() }],
      ['body', [good]],
    ] as [string, unknown][])('%s: %.80j', async (field, body) => {
      const answer = await refund(body);
      expect(answer.status).toBe(422);
      expect(answer.body.errors![0]!.field).toContain(field);
    });

    it.each([undefined, '', 'a b', 'x'.repeat(201)])('a key that is none: %j', async (bad) => {
      const answer = await refund(good, bad === undefined ? {} : { 'idempotency-key': bad });
      expectField(answer, 'Idempotency-Key');
    });

    it.each(['1', 'x', '%00'])('an id that is none: %s', async (bad) => {
      expectField(await refund(good, key(), bad), 'id');
      const path = `/admin/orders/${order}/refunds/${bad}/retry`;
      expectField(await shop.call<Problem>('POST', path, { as: staff }), 'refund_id');
    });
  });

  describe('from whom', () => {
    const routes = () =>
      [
        ['GET', '/wallet'],
        ['POST', '/wallet/top-ups'],
        ['GET', `/wallet/top-ups/${randomUUID()}`],
        ['GET', '/transactions'],
        ['POST', `/admin/orders/${order}/refunds`],
        ['POST', `/admin/orders/${order}/refunds/${randomUUID()}/retry`],
      ] as const;

    it('nobody gets in without a token', async () => {
      for (const [method, path] of routes()) {
        expect((await shop.call(method, path, { headers: key() })).status).toBe(401);
      }
    });

    it('no customer gives money back, nor staff who may only look', async () => {
      const reader = await shop.staff(['orders:read', 'content:write', 'stock:write']);
      for (const [method, path] of routes().filter(([, path]) => path.startsWith('/admin'))) {
        for (const as of [cora, reader]) {
          const answer = await shop.call(method, path, {
            as,
            headers: key(),
            body: { reason: 'x' },
          });
          expect(answer.status).toBe(403);
        }
      }
    });
  });
});
