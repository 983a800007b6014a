import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import type { Simulator } from '../../common/server.ts';
import type { Level } from './shelf.ts';
import { startSimulator } from './simulator.ts';

const SECRET = 'the-secret-of-hints';

interface Page {
  items: Level[];
  next_cursor: string | null;
}

describe('the simulated warehouse', () => {
  let simulator: Simulator;
  let shop: Server;
  let heard: { headers: IncomingHttpHeaders; body: string }[] = [];
  let answers: number[] = [];

  beforeAll(async () => {
    shop = createServer((request, response) => {
      void text(request).then((body) => {
        heard.push({ headers: request.headers, body });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    simulator = await startSimulator({
      host: '127.0.0.1',
      port: 0,
      token: 'the-token',
      webhookSecret: SECRET,
      webhookUrl: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hints`,
      webhook: false,
      webhookRetryMs: 5,
      countAfterMs: 0,
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

  const send = async <T>(path: string, body?: object, token = 'the-token') => {
    const answer = await fetch(`${simulator.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const control = async <T>(path: string, body?: object) =>
    (await send<T>(`/_sim/${path}`, body)).body;
  const page = async (query: string) => (await send<Page>(`/v1/stock?${query}`)).body;
  const level = async (sku: string) => (await send<Level>(`/v1/stock/${sku}`)).body;
  const sale = (number: number, sku: string, quantity: number) => ({
    number,
    reference: `order-${number}:${sku}`,
    sku,
    quantity,
  });

  it('hands out many rows of one time page by page, none twice and none left out', async () => {
    const updated_at = '2026-01-01T00:00:00.000Z';
    const items = Array.from({ length: 7 }, (_, n) => ({ sku: `A-${n}`, quantity: n, updated_at }));
    await control('stock', { items });
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 1; ; pages += 1) {
      const { items, next_cursor } = await page(`limit=3&cursor=${cursor}`);
      if (next_cursor === null) {
        expect([pages, items]).toEqual([4, []]);
        break;
      }
      seen.push(...items.map(({ sku }) => sku));
      cursor = next_cursor;
    }
    expect(seen).toEqual(items.map(({ sku }) => sku));
    expect((await page(`changed_since=${updated_at}`)).items).toHaveLength(7);
    expect((await page('changed_since=2026-01-01T00:00:00.001Z')).items).toHaveLength(0);
  });

  it('shows a row again that changed behind a cursor', async () => {
    await control('stock', { items: ['A', 'B'].map((sku) => ({ sku, quantity: 1 })) });
    const { next_cursor: cursor } = await page('limit=2');
    await control('stock', { sku: 'A', quantity: 9 });
    const { items } = await page(`cursor=${cursor}`);
    expect(items).toMatchObject([{ sku: 'A', quantity: 9 }]);
  });

  it('takes a sale off once, however often it is reported, and says how far it has counted', async () => {
    await control('stock', { sku: 'A', quantity: 10 });
    const items = [sale(1, 'A', 3), sale(2, 'A', -1)];
    for (let n = 0; n < 3; n += 1) {
      expect(await send('/v1/sales', { items })).toEqual({
        status: 200,
        body: { counted_through: 2 },
      });
    }
    expect(await level('A')).toMatchObject({ quantity: 8, counted_through: 2 });
    expect(await control('sales')).toMatchObject({
      items: [{ times_received: 3 }, { times_received: 3 }],
      counted_through: 2,
    });
  });

  it('counts later when told to, and its figure is without the sale until then', async () => {
    await control('stock', { sku: 'A', quantity: 10 });
    await control('settings', { count_after_ms: 50 });
    const answer = await send('/v1/sales', { items: [sale(1, 'A', 3)] });
    expect(answer.body).toEqual({ counted_through: 0 });
    await control('stock', { sku: 'A', quantity: 20 });
    expect(await level('A')).toMatchObject({ quantity: 20, counted_through: 0 });
    await eventually(async () =>
      expect(await level('A')).toMatchObject({ quantity: 17, counted_through: 1 }),
    );
  });

  it('is counted again without a change, and more is put in', async () => {
    await control('stock', { sku: 'A', quantity: 10 });
    const { sequence } = await level('A');
    await control('stock', {
      items: [
        { sku: 'A', delta: 0 },
        { sku: 'A', delta: 5 },
      ],
    });
    expect(await level('A')).toMatchObject({ quantity: 15, sequence: sequence + 2 });
    expect((await send('/_sim/stock', { sku: 'A' })).status).toBe(422);
  });

  it('names unknown SKUs, and takes none of that call', async () => {
    await control('stock', { sku: 'A', quantity: 10 });
    const answer = await send('/v1/sales', { items: [sale(1, 'A', 3), sale(2, 'B', 1)] });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'SKU', items: [{ reference: 'order-2:B', sku: 'B', code: 'SKU' }] },
    });
    expect(await level('A')).toMatchObject({ quantity: 10 });
  });

  it('tells of changes while that is switched on, signed, again until it is heard', async () => {
    await control('stock', { sku: 'A', quantity: 1 });
    await control('settings', { webhook: true });
    answers = [503];
    await control('stock', {
      items: [
        { sku: 'A', quantity: 2 },
        { sku: 'B', quantity: 2 },
      ],
    });
    await eventually(() => expect(heard).toHaveLength(2));
    for (const { headers, body } of heard) {
      expect(JSON.parse(body)).toMatchObject({ type: 'stock.changed', skus: ['A', 'B'] });
      const signed = `${headers['x-inventory-timestamp']}.${headers['x-inventory-nonce']}.${body}`;
      expect(headers['x-inventory-signature']).toBe(
        createHmac('sha256', SECRET).update(signed).digest('hex'),
      );
    }
  });

  it('knows its shop by the token only, and says what is wrong with a call', async () => {
    expect((await send('/v1/stock', undefined, 'another')).status).toBe(401);
    expect((await send('/v1/stock/none')).status).toBe(404);
    for (const query of ['limit=0', 'limit=501', 'cursor=none', 'changed_since=soon']) {
      expect(await send(`/v1/stock?${query}`)).toMatchObject({ status: 400 });
    }
    for (const items of [[], 'none', [{ number: 0 }], [{ ...sale(1, 'A', 0) }]]) {
      expect((await send('/v1/sales', { items })).status).toBe(400);
    }
    expect((await send('/_sim/stock', { sku: 'A', quantity: -1 })).status).toBe(422);
  });

  it('fails as ordered, also after the effect', async () => {
    await control('stock', { sku: 'A', quantity: 10 });
    await control('faults', { path: '/v1/sales', status: 503, applied: true });
    expect((await send('/v1/sales', { items: [sale(1, 'A', 3)] })).status).toBe(503);
    expect(await level('A')).toMatchObject({ quantity: 7 });
  });
});
