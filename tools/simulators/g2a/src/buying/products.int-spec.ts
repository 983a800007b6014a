import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idOf } from './catalogue.ts';
import { Bench, BUYER } from './spec-support.ts';

describe('the products of the simulated G2A', () => {
  let g2a: Bench;

  beforeAll(async () => {
    g2a = await Bench.open({ products: 15_000 });
  });
  afterEach(() => g2a.control('reset', {}));
  afterAll(() => g2a?.simulator.stop());

  it('are shown twenty a page, ten thousand a filter', async () => {
    const all = 'includeOutOfStock=true';
    const { body } = await g2a.products(all);
    expect(body).toMatchObject({ total: 15_000, page: 1 });
    expect(body.docs).toHaveLength(20);
    expect(body.docs[0]).toMatchObject({ id: '10000000001001', type: 'egoods' });
    const last = (await g2a.products(`${all}&page=500`)).body;
    expect(last.docs.at(-1).id).toBe(idOf(10_000));
    for (const page of ['0', '501', 'x']) {
      expect(await g2a.products(`${all}&page=${page}`)).toMatchObject({
        status: 400,
        body: { status: 'ERROR', code: 'BR02' },
      });
    }
  });

  it('are the same each time, and some of them lack fields', async () => {
    const [once, again] = [await g2a.products('page=3'), await g2a.products('page=3')];
    expect(once.body).toEqual(again.body);
    const fields = once.body.docs.map((doc: object) => Object.keys(doc).length);
    expect(new Set(fields).size).toBeGreaterThan(1);
  });

  it('are found by id, price, stock and time', async () => {
    await g2a.control(`products/${idOf(7)}`, { minPrice: 77.77, qty: 900 });
    await g2a.control(`products/${idOf(8)}`, { qty: 0, updated_at: '2026-05-05 10:00:00' });
    expect((await g2a.products(`id=${idOf(7)}`)).body).toMatchObject({
      total: 1,
      docs: [{ minPrice: 77.77, qty: 900 }],
    });
    expect((await g2a.products('minPriceFrom=77.77&minPriceTo=77.77')).body.total).toBe(1);
    expect((await g2a.products('minQty=900')).body.total).toBe(1);
    const at = 'updatedAtFrom=2026-05-05 10:00:00&updatedAtTo=2026-05-05 10:00:00';
    expect((await g2a.products(at)).body.total).toBe(0);
    expect((await g2a.products(`${at}&includeOutOfStock=true`)).body).toMatchObject({
      docs: [{ id: idOf(8), updated_at: '2026-05-05 10:00:00' }],
    });
    expect((await g2a.products('id=x')).body.code).toBe('PR01');
    expect((await g2a.products('updatedAtFrom=2026-05-05')).body.code).toBe('BR02');
  });

  it('may have no price: then nobody finds them by one, and nobody buys them', async () => {
    await g2a.control(`products/${idOf(9)}`, { minPrice: null });
    const { body } = await g2a.products(`id=${idOf(9)}`);
    expect(body.docs[0]).not.toHaveProperty('minPrice');
    for (const filter of ['minPriceFrom=0', 'minPriceTo=100000'])
      expect((await g2a.products(filter)).body.docs[8].id).not.toBe(idOf(9));
    await g2a.control(`products/${idOf(9)}`, { minPrice: 4.5 });
    expect((await g2a.products(`id=${idOf(9)}`)).body.docs[0].minPrice).toBe(4.5);
  });

  it('change many at once, come and go', async () => {
    const before = (await g2a.control(`products/${idOf(5)}`)).minPrice;
    await g2a.control('products', { count: 40, factor: 2, updated_at: '2026-06-01 00:00:00' });
    expect((await g2a.control(`products/${idOf(5)}`)).minPrice).toBeCloseTo(before * 2, 2);
    const from = 'updatedAtFrom=2026-06-01 00:00:00';
    expect((await g2a.products(from)).body.total).toBe(40);
    await g2a.control('products', { ids: [idOf(5)], removed: true });
    expect((await g2a.products(`id=${idOf(5)}&includeOutOfStock=1`)).body.total).toBe(0);
    expect(await g2a.control('products', { add: 2 })).toMatchObject({ products: 15_002 });
    expect((await g2a.products(`id=${idOf(15_002)}&includeOutOfStock=1`)).body.total).toBe(1);
    await g2a.control('reset', {});
    expect((await g2a.products(`id=${idOf(5)}`)).body.total).toBe(1);
  });

  it('are shown to a buyer with the right hash or a token', async () => {
    const ask = (authorization: string) => g2a.call('GET', '/v1/products', { authorization });
    expect(await ask('')).toMatchObject({ status: 400, body: { code: 'AUTH01' } });
    expect(await ask('a, b')).toMatchObject({ status: 401, body: { code: 'AUTH02' } });
    expect(await ask('Bearer x')).toMatchObject({ status: 401, body: { code: 'AUTH02' } });
    const answer = await fetch(`${g2a.simulator.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: BUYER.apiHash,
        client_secret: BUYER.secret,
      }),
    });
    const token = (await answer.json()) as { access_token: string };
    expect(token).toMatchObject({ expires_in: 3_600, token_type: 'bearer' });
    expect((await ask(`Bearer ${token.access_token}`)).status).toBe(200);
    await g2a.control('clock', { forward_ms: 3_600_000 });
    expect((await ask(`Bearer ${token.access_token}`)).status).toBe(401);
  });
});

it('the simulated G2A turns away what is more than its limit in any minute', async () => {
  const g2a = await Bench.open({ perMinute: 30 });
  try {
    for (let n = 0; n < 30; n += 1) expect((await g2a.products('')).status).toBe(200);
    expect(await g2a.products('')).toMatchObject({ status: 429, body: { code: 'BR03' } });
    expect(await g2a.order(1)).toMatchObject({ status: 429 });
    expect(await g2a.control('settings', { requests_per_minute: 31 })).toMatchObject({
      requests_per_minute: 31,
    });
    expect((await g2a.products('')).status).toBe(200);
    expect((await g2a.control('ledger')).requests).toEqual({
      limit: 31,
      peak: 33,
      passed: 31,
      turned_away: 2,
    });
    await g2a.control('clock', { forward_ms: 60_000 });
    expect((await g2a.products('')).status).toBe(200);
    expect((await g2a.control('ledger')).requests.peak).toBe(33);
  } finally {
    await g2a.simulator.stop();
  }
});
