import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idOf } from './catalogue.ts';
import { Bench } from './spec-support.ts';

describe('an order at the simulated G2A', () => {
  let g2a: Bench;

  beforeAll(async () => {
    g2a = await Bench.open();
  });
  afterEach(() => g2a.control('reset', {}));
  afterAll(() => g2a?.simulator.stop());

  const added = async (n: number): Promise<string> => (await g2a.order(n)).body.order_id;

  it('is added, paid, and gives its key once', async () => {
    await g2a.control(`products/${idOf(1)}`, { minPrice: 12.5, qty: 3 });
    const { status, body } = await g2a.order(1, { max_price: 12.5, currency: 'EUR' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ price: 12.5, currency: 'EUR' });
    const id = body.order_id;
    expect((await g2a.details(id)).body).toMatchObject({ status: 'new', price: 12.5 });
    expect(await g2a.key(id)).toMatchObject({ status: 403, body: { code: 'ORD03' } });
    expect((await g2a.pay(id)).body).toMatchObject({ status: true });
    expect((await g2a.details(id)).body.status).toBe('complete');
    const { key } = (await g2a.key(id)).body;
    expect(key).toMatch(/^SIM-(\w{5}-){2}\w{5}$/);
    expect((await g2a.key(id)).body.code).toMatch(/^ORD0?04$/);
    expect(await g2a.control(`orders/${id}`)).toMatchObject({
      key,
      pay_calls: 1,
      payments: 1,
      key_calls: 3,
      keys_handed_out: 1,
    });
    expect((await g2a.control(`products/${idOf(1)}`)).qty).toBe(2);
    expect(await g2a.control('ledger')).toMatchObject({
      spent: [{ currency: 'EUR', amount: '12.50' }],
      asked_to_pay_twice: [],
      paid_without_key: [],
    });
  });

  it('of some products has a picture as its key', async () => {
    const id = await added(10);
    await g2a.pay(id);
    const { key, isFile } = (await g2a.key(id)).body;
    expect(isFile).toBe(true);
    expect(Buffer.from(key, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  it('is pending for a while, and takes money once', async () => {
    await g2a.control('settings', { pending_ms: 60_000 });
    const id = await added(2);
    await g2a.pay(id);
    expect(await g2a.pay(id)).toMatchObject({ status: 402, body: { code: 'ORD05' } });
    expect((await g2a.details(id)).body.status).toBe('pending');
    expect(await g2a.key(id)).toMatchObject({ status: 403, body: { code: 'ORD06' } });
    await g2a.control('clock', { forward_ms: 60_000 });
    expect((await g2a.key(id)).status).toBe(200);
    expect(await g2a.control('ledger')).toMatchObject({ payments: 1, asked_to_pay_twice: [id] });
  });

  it('lapses when it is not paid', async () => {
    const id = await added(3);
    await g2a.control('clock', { forward_ms: 60_001 });
    expect(await g2a.pay(id)).toMatchObject({ status: 403, body: { code: 'ORD114' } });
    await g2a.control('clock', { forward_ms: 60_000 });
    expect(await g2a.details(id)).toMatchObject({ status: 404, body: { code: 'ORD02' } });
    expect(await g2a.details('x')).toMatchObject({ status: 400, body: { code: 'ORD01' } });
  });

  it('is not added when there is nothing to sell at that price', async () => {
    await g2a.control(`products/${idOf(4)}`, { minPrice: 20 });
    expect(await g2a.order(4, { max_price: 19.99 })).toMatchObject({ body: { code: 'PR04' } });
    expect((await g2a.order(4, { max_price: 0 })).status).toBe(200);
    await g2a.control(`products/${idOf(4)}`, { qty: 0 });
    expect(await g2a.order(4)).toMatchObject({ body: { code: 'PR03' } });
    await g2a.control(`products/${idOf(4)}`, { removed: true });
    expect(await g2a.order(4)).toMatchObject({ status: 404, body: { code: 'PR02' } });
    for (const [other, code] of [
      [{ product_id: 'x' }, 'PR01'],
      [{ max_price: '5' }, 'BR02'],
      [{ min_rating: 2 }, 'BR02'],
      [{ currency: 'XXX' }, 'BR02'],
    ] as const) {
      expect(await g2a.order(5, other)).toMatchObject({ status: 400, body: { code } });
    }
  });

  it('is not paid when the last key is gone, or the money', async () => {
    await g2a.control(`products/${idOf(6)}`, { qty: 1, minPrice: 8 });
    const [first, second] = [await added(6), await added(6)];
    await g2a.control('settings', { balance: 7.99 });
    expect(await g2a.pay(first)).toMatchObject({ status: 403, body: { code: 'ORD112' } });
    await g2a.control('settings', { balance: 10 });
    expect((await g2a.pay(first)).status).toBe(200);
    expect(await g2a.control('ledger')).toMatchObject({ balance: 2 });
    expect(await g2a.pay(second)).toMatchObject({ status: 403, body: { code: 'ORD114' } });
  });
});
