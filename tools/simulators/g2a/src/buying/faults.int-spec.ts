import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { Bench } from './spec-support.ts';

let g2a: Bench;
beforeAll(async () => {
  g2a = await Bench.open();
});
afterEach(() => g2a.control('reset', {}));
afterAll(() => g2a?.simulator.stop());

const added = async (n: number): Promise<string> => (await g2a.order(n)).body.order_id;

describe('a fault of the simulated G2A', () => {
  it('has the status that goes with its code', async () => {
    for (const [code, status] of [
      ['AUTH01', 400],
      ['AUTH03', 401],
      ['BR03', 429],
      ['ORD05', 402],
      ['ORD121', 403],
      ['ORD122', 502],
      ['ERR99', 500],
    ] as const) {
      await g2a.control('faults', { path: '/v1/*', code });
      expect(await g2a.products('')).toMatchObject({ status, body: { status: 'ERROR', code } });
    }
    expect((await g2a.products('')).status).toBe(200);
  });

  it('breaks an answer off, before or after the effect', async () => {
    const id = await added(1);
    await g2a.control('faults', { path: '/v1/order/pay/*', malformed: true });
    await expect(g2a.pay(id)).rejects.toThrow('Unexpected end of JSON');
    expect((await g2a.details(id)).body.status).toBe('new');
    await g2a.control('faults', { path: '/v1/order/pay/*', malformed: true, applied: true });
    await expect(g2a.pay(id)).rejects.toThrow('Unexpected end of JSON');
    await g2a.control('faults', { path: '/v1/order/key/*', drop: true, applied: true });
    await expect(g2a.key(id)).rejects.toThrow();
    expect((await g2a.key(id)).body.code).toMatch(/^ORD0?04$/);
    expect(await g2a.control(`orders/${id}`)).toMatchObject({ payments: 1, keys_handed_out: 1 });
  });

  it('may have a request take effect when its caller has given it up', async () => {
    const id = await added(1);
    await g2a.control('faults', { path: '/v1/order/pay/*', late_ms: 500 });
    await expect(g2a.pay(id)).rejects.toThrow();
    expect(await g2a.control(`orders/${id}`)).toMatchObject({ payments: 0 });
    await eventually(async () =>
      expect(await g2a.control(`orders/${id}`)).toMatchObject({ payments: 1, pay_calls: 1 }),
    );
  });

  it('comes by chance, the same for the same seed', async () => {
    const statuses = async (seed: number) => {
      await g2a.control('faults/clear', {});
      const path = '/v1/products';
      await g2a.control('faults', [
        { path, status: 503, probability: 0.3, seed },
        { path, code: 'BR03', probability: 0.3, seed: seed + 1 },
      ]);
      const seen: number[] = [];
      for (let n = 0; n < 40; n += 1) seen.push((await g2a.products('')).status);
      return seen;
    };
    const [once, again, other] = [await statuses(7), await statuses(7), await statuses(8)];
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
    expect(new Set(once)).toEqual(new Set([200, 429, 503]));
  });
});

describe('a notification of an order', () => {
  let shop: Server;
  let heard: { body: Record<string, string>; signed: boolean }[] = [];

  const isSigned = (headers: IncomingHttpHeaders, body: string) =>
    createHmac('sha256', 'the-webhook-secret')
      .update(`${headers['x-g2a-timestamp']}.${headers['x-g2a-nonce']}.${body}`)
      .digest('hex') === headers['x-g2a-signature'];

  beforeAll(async () => {
    shop = createServer((request, response) => {
      void text(request).then((body) => {
        const signed = isSigned(request.headers, body);
        heard.push({ body: JSON.parse(body) as Record<string, string>, signed });
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const { port } = shop.address() as AddressInfo;
    await g2a.control('settings', { order_webhook_url: `http://127.0.0.1:${port}/orders` });
  });
  afterEach(() => {
    heard = [];
  });
  afterAll(() => new Promise((resolve) => shop?.close(resolve)));

  it('is sent as a test asks for, true or not', async () => {
    const id = await added(1);
    await g2a.control('webhooks', { order_id: id, status: 'complete', repeat: 2 });
    await g2a.control('webhooks', { type: 'order', order_id: '81', event_id: 'e' });
    await eventually(() => expect(heard).toHaveLength(3));
    expect(heard.every(({ signed }) => signed)).toBe(true);
    expect(heard.filter(({ body }) => body.order_id === id)).toHaveLength(2);
    expect(heard.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ event_id: 'e', type: 'order.status_changed', order_id: '81' }),
    );
    await eventually(async () =>
      expect((await g2a.control('order-webhooks')).items).toMatchObject([
        { answers: [202] },
        { answers: [202] },
        { answers: [202] },
      ]),
    );
  });

  it('comes by itself when that is switched on', async () => {
    await g2a.pay(await added(1));
    await g2a.control('settings', { order_webhooks: true, pending_ms: 20 });
    const id = await added(2);
    await g2a.pay(id);
    await eventually(() => expect(heard).toHaveLength(2));
    expect(heard).toMatchObject([
      { body: { order_id: id, status: 'pending' } },
      { body: { order_id: id, status: 'complete' } },
    ]);
  });
});
