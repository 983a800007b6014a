import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import type { Simulator } from '../../../common/server.ts';
import { startSimulator } from '../simulator.ts';
import { authorization, ipnHash, quoteHash, refundHash } from './hashes.ts';

const merchant = { apiHash: 'hash-of-the-api', email: 'shop@example.test', secret: 'the-secret' };

describe('the simulated G2A PAY', () => {
  let simulator: Simulator;
  let shop: Server;
  let heard: Record<string, string>[] = [];
  let answers: number[] = [];

  beforeAll(async () => {
    shop = createServer((request, response) => {
      void text(request).then((body) => {
        heard.push(Object.fromEntries(new URLSearchParams(body)));
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    simulator = await startSimulator({
      host: '127.0.0.1',
      port: 0,
      ipnUrl: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/ipn`,
      merchant,
      requestsPerMinute: 20,
      windowMs: 60_000,
      ipnRetryMs: 5,
      buying: {
        buyer: merchant,
        mostRows: 10_000,
        products: 1,
        seed: 1,
        behaviour: { pendingMs: 0, lapseMs: 1_000, balance: null },
        webhookSecret: 'the-webhook-secret',
        orderWebhookUrl: '',
        orderWebhooks: false,
      },
    });
  });
  afterEach(async () => {
    await control('reset', {});
    heard = [];
    answers = [];
  });
  afterAll(async () => {
    await simulator?.stop();
    await new Promise((resolve) => shop?.close(resolve));
  });

  const control = async (path: string, body: object) => {
    const answer = await fetch(`${simulator.url}/_sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown> & { transaction_id: string };
  };

  const form = (path: string, fields: Record<string, string>, init: RequestInit = {}) =>
    fetch(`${simulator.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
      ...init,
    });

  const quoteForm = (orderId: string, other: Record<string, string> = {}) => ({
    api_hash: merchant.apiHash,
    hash: quoteHash(merchant, { orderId, amount: '15.00', currency: 'EUR' }),
    order_id: orderId,
    amount: '15.00',
    currency: 'EUR',
    description: 'Two <gears> & a belt',
    url_ok: 'http://shop.test/ok',
    url_failure: 'http://shop.test/failed',
    items: JSON.stringify([
      {
        id: '1',
        sku: 'S',
        name: 'N',
        amount: '15.00',
        qty: 1,
        price: '15.00',
        url: 'http://x.test',
      },
    ]),
    ...other,
  });

  async function quote(orderId: string): Promise<string> {
    const answer = await form('/index/createQuote', quoteForm(orderId));
    const { status, token } = (await answer.json()) as { status: string; token: string };
    expect(status).toBe('ok');
    return token;
  }

  const rest = (id: string, init: RequestInit = {}) =>
    fetch(`${simulator.url}/rest/transactions/${id}`, {
      ...init,
      headers: { authorization: authorization(merchant), ...init.headers },
    });
  const transaction = async (id: string) =>
    (await (await rest(id)).json()) as Record<string, string>;

  const refund = (id: string, order: string, amount: string) =>
    rest(id, {
      method: 'PUT',
      body: new URLSearchParams({
        action: 'refund',
        amount,
        hash: refundHash(merchant, {
          transactionId: id,
          userOrderId: order,
          orderAmount: '15.00',
          refundAmount: amount,
        }),
      }),
    });

  it('shows the buyer what is paid for, says that it is a simulator, and sends the buyer back', async () => {
    const token = await quote('order-1');
    const page = await (await fetch(`${simulator.url}/index/gateway?token=${token}`)).text();
    expect(page).toContain('15.00 EUR');
    expect(page).toContain('Two &lt;gears&gt; &amp; a belt');
    expect(page).toContain('simulator');
    expect(page).toMatch(/<button[^>]*>Pay<[^]*<button[^>]*>Refuse</);

    const paid = await form('/index/gateway', { token, decision: 'pay' });
    expect([paid.status, paid.headers.get('location')]).toEqual([303, 'http://shop.test/ok']);
    await eventually(() => expect(heard).toHaveLength(1));
    const [ipn] = heard;
    expect(ipn).toMatchObject({
      type: 'payment',
      userOrderId: 'order-1',
      amount: '15.00',
      currency: 'EUR',
      status: 'complete',
      refundedAmount: '0.00',
      hash: ipnHash(merchant, {
        transactionId: ipn!.transactionId!,
        userOrderId: 'order-1',
        amount: '15.00',
      }),
    });

    const late = await form('/index/gateway', { token, decision: 'refuse' });
    expect(late.headers.get('location')).toBe('http://shop.test/ok');
    expect(await transaction(ipn!.transactionId!)).toMatchObject({ status: 'complete' });
  });

  it('sends a buyer who refuses to the other address', async () => {
    const token = await quote('order-2');
    const refused = await form('/index/gateway', { token, decision: 'refuse' });
    expect(refused.headers.get('location')).toBe('http://shop.test/failed');
    await eventually(() => expect(heard).toMatchObject([{ status: 'rejected' }]));
  });

  it.each([
    ['a wrong hash', { hash: 'x' }],
    ['a wrong API hash', { api_hash: 'x' }],
    ['another amount than was signed', { amount: '1.00' }],
    ['no amount', { amount: '' }],
    ['a return address that is none', { url_ok: 'javascript:alert(1)' }],
    ['items that are none', { items: '[]' }],
  ])('makes no quote with %s', async (_what, wrong: Record<string, string>) => {
    const answer = await form('/index/createQuote', quoteForm('order-3', wrong));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 'error' });
  });

  it('repeats a notification until the shop takes it', async () => {
    answers = [500, 401];
    await quote('order-4');
    await control('pay', { order_id: 'order-4' });
    await eventually(() => expect(heard).toHaveLength(3));
    expect(new Set(heard.map((ipn) => ipn.hash)).size).toBe(1);
  });

  it('tells the truth of a transaction to the merchant only', async () => {
    await quote('order-5');
    const { transaction_id: id } = await control('pay', { order_id: 'order-5', status: 'pending' });
    expect(await transaction(id)).toMatchObject({ userOrderId: 'order-5', status: 'pending' });
    expect((await rest(id, { headers: { authorization: 'x' } })).status).toBe(401);
    expect((await rest('unknown')).status).toBe(404);
  });

  it('refunds in parts, and never more than was paid', async () => {
    await quote('order-6');
    const { transaction_id: id } = await control('pay', { order_id: 'order-6' });
    expect((await refund(id, 'other', '5.00')).status).toBe(400);
    expect((await refund(id, 'order-6', '5.00')).status).toBe(200);
    expect(await transaction(id)).toMatchObject({
      status: 'partial_refunded',
      refundedAmount: '5.00',
    });
    expect((await refund(id, 'order-6', '10.01')).status).toBe(400);
    expect((await refund(id, 'order-6', '10.00')).status).toBe(200);
    expect(await transaction(id)).toMatchObject({ status: 'refunded', refundedAmount: '15.00' });
    await eventually(() => expect(heard.at(-1)).toMatchObject({ status: 'refunded' }));
  });

  it('says BR03 to the one request too many in a minute', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1) statuses.push((await rest('unknown')).status);
    expect(statuses.slice(19)).toEqual([404, 429]);
    expect(await (await rest('unknown')).json()).toMatchObject({ code: 'BR03' });
  });

  it('goes wrong as ordered: instead of the work, or after it', async () => {
    await quote('order-7');
    const { transaction_id: id } = await control('pay', { order_id: 'order-7' });
    const path = '/rest/transactions/*';
    await control('faults', { path, method: 'PUT', status: 503, code: 'API00' });
    expect((await refund(id, 'order-7', '5.00')).status).toBe(503);
    expect(await transaction(id)).toMatchObject({ refundedAmount: '0.00' });
    await control('faults', { path, method: 'PUT', status: 500, applied: true });
    expect((await refund(id, 'order-7', '5.00')).status).toBe(500);
    expect(await transaction(id)).toMatchObject({ refundedAmount: '5.00' });
    await control('faults', { path, method: 'PUT', drop: true, applied: true });
    await expect(refund(id, 'order-7', '1.00')).rejects.toThrow();
    expect(await transaction(id)).toMatchObject({ refundedAmount: '6.00' });
  });

  it('forges what a test asks for', async () => {
    await control('webhooks', {
      order_id: 'x',
      transaction_id: 't',
      status: 'complete',
      hash: 'no',
    });
    await eventually(() => expect(heard).toMatchObject([{ userOrderId: 'x', hash: 'no' }]));
  });
});
