import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { BUYER } from '../../testing/simulator.js';
import { Gateway } from '../../testing/gateway.js';
import { G2aClient } from './g2a-client.js';
import { G2aProblem } from './g2a-problem.js';

const OAUTH = {
  G2A_API_AUTH: 'oauth',
  G2A_API_CLIENT_ID: BUYER.G2A_API_HASH,
  G2A_API_CLIENT_SECRET: BUYER.G2A_API_SECRET,
};
const idOf = (n: number) => String(10_000_000_000_000 + n * 1_000 + 1);

// Real here: the simulated G2A, a process of its own. Nothing of the shop's hashes is shared with it.
describe('the buying API of G2A', () => {
  let gateway: Gateway;
  let hash: G2aClient;
  let oauth: G2aClient;
  beforeAll(async () => {
    gateway = await Gateway.open({ env: { G2A_DEADLINE_MS: '600' } });
    await gateway.start(OAUTH);
    [hash, oauth] = gateway.instances.map(({ app }) => app.get(G2aClient)) as [
      G2aClient,
      G2aClient,
    ];
  });
  afterAll(() => gateway?.close());
  afterEach(async () => {
    await gateway.g2a.control('reset');
    // What failed may have opened the breaker: it lets a call through after two seconds.
    await eventually(() => hash.productById(idOf(1), 'stock'));
  });

  const ill = (path: string, fault: object) => gateway.g2a.control('faults', { path, ...fault });
  const problem = async (call: Promise<unknown>): Promise<Partial<G2aProblem>> => {
    const error = await call.then(
      () => new Error('it was carried out'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(G2aProblem);
    const { code, outcome, reached } = error as G2aProblem;
    return { code, outcome, reached };
  };
  const asked = (method: string, path: string) => gateway.g2a.asked(method, path);

  it('tells of products in pages, and of one as it is now', async () => {
    const first = await hash.listProducts({}, 1, 'catalogue');
    expect(first).toMatchObject({ total: 300, unreadable: [] });
    expect(first.products).toHaveLength(20);
    expect(first.products[0]).toMatchObject({ id: idOf(1), minPrice: expect.any(Number) });
    expect((await hash.listProducts({}, 16, 'catalogue')).products).toEqual([]);
    expect(await hash.productById(idOf(7), 'stock')).toMatchObject({ id: idOf(7) });
    expect(await hash.productById(idOf(301), 'stock')).toBeNull();
  });

  it.each(['hash', 'oauth'])('sells a key once, by %s', async (mode) => {
    const client = mode === 'hash' ? hash : oauth;
    await gateway.g2a.control(`products/${idOf(1)}`, { minPrice: 12.5 });
    const order = { productId: idOf(1), currency: 'EUR', maxPriceEurMinor: 1_250n };
    const { orderId, ...price } = await client.createOrder(order);
    expect(price).toEqual({ priceMinor: 1_250n, currency: 'EUR' });
    expect((await client.payOrder(orderId)).transactionId).toEqual(expect.any(String));
    await eventually(async () =>
      expect(await client.orderDetails(orderId)).toEqual({ status: 'complete', ...price }),
    );
    expect(await client.orderKey(orderId)).toEqual({ key: expect.any(String), isFile: false });
    expect(await problem(client.orderKey(orderId))).toMatchObject({
      outcome: 'tell_staff',
      reached: 'yes',
    });
  });

  it('is never asked to pay without a limit', async () => {
    const order = { productId: idOf(1), maxPriceEurMinor: 0n };
    await expect(hash.createOrder(order)).rejects.toThrow(RangeError);
    expect(await problem(hash.createOrder({ ...order, maxPriceEurMinor: 1n }))).toEqual({
      code: 'PR04',
      outcome: 'refund',
      reached: 'no',
    });
  });

  it('is shown one token by all who ask at once, and another one when that ends before its time', async () => {
    await gateway.restart(1, OAUTH);
    oauth = gateway.instances[1]!.app.get(G2aClient);
    const ask = () => Promise.all([1, 2, 3, 4, 5].map((n) => oauth.productById(idOf(n), 'stock')));
    await ask();
    await ask();
    expect(await asked('POST', '/oauth/token')).toHaveLength(1);
    // It forgets its tokens.
    await gateway.g2a.control('reset');
    expect(await oauth.productById(idOf(1), 'stock')).toMatchObject({ id: idOf(1) });
    expect(await asked('POST', '/oauth/token')).toHaveLength(1);
  });

  it.each([
    ['a 500', { status: 500 }],
    ['a broken connection', { drop: true }],
    ['no answer in time', { delay_ms: 3_000 }],
  ])('is asked again after %s where that is safe, and a payment never', async (_what, fault) => {
    await ill('/v1/order/details/*', { ...fault, times: 1 });
    if (!('delay_ms' in fault)) {
      expect(await problem(hash.orderDetails('1'))).toMatchObject({ code: 'ORD02' });
    }
    await ill('/v1/order/pay/*', { ...fault, times: 1 });
    expect(await problem(hash.payOrder('1'))).toMatchObject({
      outcome: 'retry',
      reached: 'unknown',
    });
    expect(await asked('PUT', '/v1/order/pay/1')).toHaveLength(1);
  });

  it('is left alone while it is ill', async () => {
    await ill('/v1/*', { status: 503, times: 1_000 });
    await eventually(async () =>
      expect(await problem(hash.orderDetails('1'))).toEqual({
        code: 'breaker_open',
        outcome: 'retry',
        reached: 'no',
      }),
    );
    expect(hash.breakerState).toBe('open');
  });
});
