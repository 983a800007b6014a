import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Problem } from '@tandem/testing';
import { Gateway } from '../../testing/gateway.js';

describe('what is not acceptable', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open();
  });
  afterAll(() => gateway?.close());

  const expectField = ({ status, body }: Answer<Problem>, field: string) => {
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'validation_failed' });
    // Of an amount it is one of its own fields that is wrong.
    const named = body.errors!.map((error) => error.field.replace(/^amount\..*/, 'amount'));
    expect(named).toContain(field);
  };
  const uuid = '0198c5a0-0000-7000-8000-00000000000a';
  const notUuids = [undefined, null, 'x', 5, [], {}, '123'];
  const notSums = [
    undefined,
    null,
    '20.00',
    20,
    {},
    [],
    { amount: '20.00' },
    { amount: 20, currency: 'EUR' },
    { amount: '0.00', currency: 'EUR' },
    { amount: '-1.00', currency: 'EUR' },
    { amount: '1.001', currency: 'EUR' },
    { amount: '1e3', currency: 'EUR' },
    { amount: '1.00', currency: 'XYZ' },
    { amount: '1.00', currency: 'EUR', more: 1 },
  ];

  describe('in a payment', () => {
    const good = {
      payment_id: uuid,
      amount: { amount: '20.00', currency: 'EUR' },
      description: 'Order 1',
      return_url: 'https://shop.test/orders/1',
    };
    it.each([
      ...notUuids.map((v) => ['payment_id', v]),
      ...notSums.map((v) => ['amount', v]),
      ...[
        { amount: '2000', currency: 'JPY' },
        { amount: '1.000', currency: 'KWD' },
      ].map((v) => ['amount', v]),
      ...[undefined, null, '', '  ', 5, 'x'.repeat(251), 'nul\0', 'half \ud800'].map((v) => [
        'description',
        v,
      ]),
      ...[
        undefined,
        null,
        5,
        '',
        '/orders/1',
        'shop.test/orders',
        'javascript:alert(1)',
        'ftp://shop.test/x',
        `https://shop.test/${'x'.repeat(2_000)}`,
      ].map((v) => ['return_url', v]),
      ['status', 'complete'],
    ] as [string, unknown][])('%s: %.60j', async (field, value) => {
      expectField(await gateway.orders<Problem>('POST', '', { ...good, [field]: value }), field);
    });
  });

  describe('in a refund', () => {
    it.each([
      ...notUuids.map((v) => ['refund_id', v]),
      ...notSums.map((v) => ['amount', v]),
      ['reason', 'x'],
    ] as [string, unknown][])('%s: %.60j', async (field, value) => {
      const body = { refund_id: uuid, amount: { amount: '1.00', currency: 'EUR' }, [field]: value };
      expectField(await gateway.orders<Problem>('POST', `/${uuid}/refunds`, body), field);
    });
  });

  it('in an address', async () => {
    expectField(await gateway.orders<Problem>('GET', '/x'), 'payment_id');
    expectField(await gateway.orders<Problem>('POST', '/x/cancel'), 'payment_id');
    const refund = { refund_id: uuid, amount: { amount: '1.00', currency: 'EUR' } };
    expectField(await gateway.orders<Problem>('POST', '/x/refunds', refund), 'payment_id');
  });

  describe('in a notification', () => {
    const good = {
      transactionId: 't',
      userOrderId: uuid,
      amount: '20.00',
      currency: 'EUR',
      status: 'complete',
      hash: 'f'.repeat(64),
    };
    it.each([
      ...['transactionId', 'userOrderId', 'amount', 'currency', 'status', 'hash'].map((f) => [
        f,
        '',
      ]),
      ...['a b', '../../x', 'x'.repeat(101), 'nul\0'].map((v) => ['transactionId', v]),
      ...['1', 'x', `${uuid}0`].map((v) => ['userOrderId', v]),
      ...['20,00', '-1.00', '1.001', '1e3', 'NaN', '1'.repeat(13)].map((v) => ['amount', v]),
      ...['eur', 'EURO', '€'].map((v) => ['currency', v]),
      ...['a;b', 'x'.repeat(41), '\0'].map((v) => ['status', v]),
      ...['x', '-1'].map((v) => ['refundedAmount', v]),
      ...['a b', 'x'.repeat(201)].map((v) => ['hash', v]),
    ] as [string, string][])('%s: %.60j', async (field, value) => {
      const form = new URLSearchParams({ ...good, [field]: value });
      expectField(await gateway.post(form), field);
    });

    it.each(Object.keys(good))('%s given twice', async (field) => {
      const form = new URLSearchParams(good);
      form.append(field, form.get(field)!);
      expectField(await gateway.post(form), field);
    });

    it('an empty body, or one of bytes that mean nothing', async () => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      expectField((await gateway.post('', type)) as Answer<Problem>, 'hash');
      expectField((await gateway.post('%E0%A4%A&&&===%%%', type)) as Answer<Problem>, 'hash');
    });

    it('leaves nothing behind', async () => {
      const [left] = await gateway.database.query<{ notifications: number; events: number }>(
        `select (select count(*)::int from sync.webhook_inbox) as notifications,
                (select count(*)::int from sync.security_events) as events`,
      );
      expect(left).toEqual({ notifications: 0, events: 0 });
    });

    it('larger than any notification is 413', async () => {
      const form = new URLSearchParams({ ...good, more: 'x'.repeat(9_000) });
      expect(await gateway.post(form)).toMatchObject({
        status: 413,
        body: { code: 'payload_too_large' },
      });
    });

    it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
      'of type %s is 415',
      async (type) => {
        const answer = await gateway.post('"x"', { 'content-type': type });
        expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
      },
    );

    it('a form anywhere else is 415', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await gateway.orders<Problem>('POST', '', 'payment_id=1', form);
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    });
  });

  describe('from whom', () => {
    const internal = [
      ['POST', '/internal/g2a-pay/payments'],
      ['GET', `/internal/g2a-pay/payments/${uuid}`],
      ['POST', `/internal/g2a-pay/payments/${uuid}/refunds`],
      ['POST', `/internal/g2a-pay/payments/${uuid}/cancel`],
    ] as const;

    it('nobody gets in without a service token, staff and customers neither', async () => {
      const token = await gateway.tokens.tokenFor({ permissions: ['orders:write'] });
      for (const [method, path] of internal) {
        expect((await gateway.send(method, path)).status).toBe(401);
        expect((await gateway.send(method, path, { as: { token } })).status).toBe(401);
      }
    });
  });
});
