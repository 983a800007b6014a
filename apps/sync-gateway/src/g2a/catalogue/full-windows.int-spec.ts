import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gateway } from '../../testing/gateway.js';
import { SyncBench, idOf } from './spec-support.js';

const PRODUCTS = 400;
const MOST_ROWS = 40;
const SECOND = '2026-06-01 00:00:00';

const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => idOf(from + n));

// Real here: PostgreSQL, and a simulated G2A that gives away two pages of what a filter finds.
describe('more products than G2A gives away of one filter', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  beforeAll(async () => {
    gateway = await Gateway.open({
      simulator: { G2A_SIM_PRODUCTS: String(PRODUCTS), G2A_SIM_MOST_ROWS: String(MOST_ROWS) },
      env: { G2A_MOST_ROWS: String(MOST_ROWS) },
    });
    bench = new SyncBench(gateway);
  });
  afterAll(() => gateway?.close());

  const change = (from: number, count: number, fields: object) =>
    gateway.g2a.control('products', { from, count, updated_at: SECOND, ...fields });
  const forget = () => gateway.database.query('delete from sync.g2a_products');
  const toldAfter = async (before: number) =>
    (await bench.products(before)).map(({ g2a_id }) => g2a_id).sort();

  it('are all told, and once: their time is cut up', async () => {
    const run = await bench.sync();
    expect(run).toMatchObject({ status: 'completed', failed: 0, total: PRODUCTS });
    expect(await toldAfter(0)).toEqual(ids(1, PRODUCTS));
  });

  it('are all told when half of them changed in one second: it is cut up by price', async () => {
    await change(1, 200, {});
    await forget();
    const before = await bench.now();
    const run = await bench.sync({ full: true });
    expect(run).toMatchObject({ status: 'completed', failed: 0, total: PRODUCTS });
    expect(await toldAfter(before)).toEqual(ids(1, PRODUCTS));
  });

  it('have their stock checked in the same pieces', async () => {
    await bench.makeParts(Array.from({ length: 100 }, (_, n) => n + 1));
    await change(1, 100, { qty: 7 });
    const before = await bench.now();
    const run = await bench.checkStock();
    expect(run).toMatchObject({ status: 'completed', failed: 0 });
    // None of them had to be asked for by itself.
    const asked = await gateway.g2a.asked('GET', '/v1/products');
    expect(asked.filter(({ query }) => query['id'] !== undefined)).toEqual([]);
    const told = await bench.stock(before);
    expect(told.map(({ external_id }) => external_id).sort()).toEqual(ids(1, 100));
    expect(new Set(told.map(({ quantity }) => quantity))).toEqual(new Set([7]));
  });

  it('that have lost their price are told as unavailable, and with the price that they get again', async () => {
    const one = { updated_at: '2026-06-01 12:00:00' };
    await change(1, 200, one);
    // No piece by price has them. G2A has never told a price of the last of them.
    await change(1, 5, { ...one, minPrice: null });
    await gateway.database.query('delete from sync.g2a_products where id = $1', [idOf(5)]);
    const before = await bench.now();
    expect(await bench.sync({ full: true })).toMatchObject({ status: 'completed', failed: 0 });
    const told = await bench.products(before);
    expect(told.map(({ g2a_id }) => g2a_id).sort()).toEqual(ids(1, 4));
    for (const product of told) expect(product).toMatchObject({ available: false, price: null });

    const then = await bench.now();
    await change(1, 5, { minPrice: 3, updated_at: SECOND });
    expect(await bench.sync({ full: true })).toMatchObject({ status: 'completed', failed: 0 });
    expect(await toldAfter(then)).toEqual(ids(1, 5));
  });

  it('are read as far as G2A goes, and the run says so, when too many changed in one second at one price', async () => {
    await change(201, 60, { minPrice: 5, updated_at: '2026-06-02 00:00:00' });
    await forget();
    const before = await bench.now();
    const run = await bench.sync({ full: true });
    expect(run).toMatchObject({
      status: 'completed',
      failed: 1,
      errors: [
        { subject: 'changed at 2026-06-02 00:00:00 UTC, price 5.00 EUR', reason: 'too_many_rows' },
      ],
    });
    const told = await toldAfter(before);
    expect(told).toHaveLength(PRODUCTS - 60 + MOST_ROWS);
    expect(told).toEqual(expect.arrayContaining([...ids(1, 200), ...ids(261, 140)]));
  });
});
