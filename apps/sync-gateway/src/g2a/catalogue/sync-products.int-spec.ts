import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gateway } from '../../testing/gateway.js';
import { SyncBench, idOf } from './spec-support.js';

/** The price with 2% more, worked out in cents. */
const marked = (minPrice: number): string => {
  const cents = Math.floor((Math.round(minPrice * 100) * 102 + 50) / 100);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
};
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

// Real here: the simulated G2A, a process of its own, and PostgreSQL.
describe('products of G2A', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  beforeAll(async () => {
    gateway = await Gateway.open({ simulator: { G2A_SIM_PRODUCTS: '130' } });
    bench = new SyncBench(gateway);
  });
  afterAll(() => gateway?.close());
  const change = (n: number, fields: object) => gateway.g2a.control(`products/${idOf(n)}`, fields);

  it('are told once each, with 2% on their price and all that G2A says', async () => {
    const run = await bench.sync();
    expect(run).toMatchObject({ status: 'completed', processed: 130, total: 130, failed: 0 });
    const told = await bench.products();
    expect(told.map(({ g2a_id }) => g2a_id).sort()).toEqual(numbers(130).map(idOf));
    const [first] = told.filter(({ g2a_id }) => g2a_id === idOf(1));
    const offer = await bench.offer(1);
    expect(first).toMatchObject({
      version: 1,
      part_id: null,
      sku: `G2A-${idOf(1)}`,
      name: offer.name,
      price: { amount: marked(offer.minPrice), currency: 'EUR' },
      available: true,
      platforms: [{ id: null, name: expect.any(String) }],
      categories: [expect.objectContaining({ name: expect.any(String) }), expect.anything()],
    });
    expect(first!.images[0]).toContain('cover');
    expect(first!.specifications).toContainEqual({
      name: 'Processor',
      value: 'Intel Core i5-4460',
      group: 'Minimal requirements',
    });
  });

  it('that did not change are not told again, by the changes or by a full sweep', async () => {
    const before = await bench.now();
    await bench.sync();
    expect(await bench.sync({ full: true })).toMatchObject({ processed: 130 });
    expect(await bench.products(before)).toEqual([]);
  });

  it('are told again when they changed, and only those are read', async () => {
    const before = await bench.now();
    await change(3, { minPrice: 7.77 });
    const run = await bench.sync();
    expect(run.processed).toBeLessThan(20);
    expect(await bench.products(before)).toMatchObject([
      { g2a_id: idOf(3), version: 2, price: { amount: '7.93', currency: 'EUR' } },
    ]);
  });

  it('become parts, which are linked and start with their stock', async () => {
    const before = await bench.now();
    await bench.makeParts([1, 2, 3]);
    const told = await bench.stock(before);
    const offers = await Promise.all([1, 2, 3].map((n) => bench.offer(n)));
    expect(told.sort((a, b) => a.part_id - b.part_id)).toMatchObject(
      offers.map(({ qty }, n) => ({ part_id: n + 1, external_id: idOf(n + 1), quantity: qty })),
    );
    await change(2, { minPrice: 3 });
    await bench.sync();
    expect(await bench.products(before)).toMatchObject([{ g2a_id: idOf(2), part_id: 2 }]);
  });

  it('that staff have unlinked are left alone', async () => {
    await gateway.database.query(
      `update sync.product_links set unlinked_at = now() where external_id = $1`,
      [idOf(3)],
    );
    const before = await bench.now();
    await change(3, { minPrice: 1, qty: 1 });
    await bench.sync();
    expect(await bench.products(before)).toEqual([]);
    expect(await bench.stock(before)).toEqual([]);
  });

  it('that are gone become unavailable after a full sweep, and come back', async () => {
    const before = await bench.now();
    await change(1, { removed: true });
    await bench.sync();
    expect(await bench.products(before)).toEqual([]);
    await bench.sync({ full: true });
    expect(await bench.products(before)).toMatchObject([
      { g2a_id: idOf(1), part_id: 1, available: false },
    ]);
    expect(await bench.stock(before)).toMatchObject([{ part_id: 1, quantity: 0 }]);
    await bench.sync({ full: true });
    expect(await bench.products(before)).toHaveLength(1);
    await change(1, { removed: false });
    await bench.sync();
    expect((await bench.products(before)).at(-1)).toMatchObject({
      g2a_id: idOf(1),
      available: true,
      version: 3,
    });
  });

  it('that can’t be read are on record, and the others are taken', async () => {
    const before = await bench.now();
    await change(5, { name: null });
    await change(6, { minPrice: 2 });
    const run = await bench.sync();
    expect(run).toMatchObject({
      status: 'completed',
      failed: 1,
      errors: [{ subject: idOf(5), reason: 'unreadable' }],
    });
    expect((await bench.products(before)).map(({ g2a_id }) => g2a_id)).toEqual([idOf(6)]);
    await change(5, { name: 'Again' });
  });

  it('that move up while pages are read are not missed', async () => {
    // Nothing is known, and each page is answered late. Meanwhile one product after the other leaves the window.
    await gateway.database.query('delete from sync.g2a_products');
    await gateway.g2a.control('products', {
      ...{ from: 1, count: 130, factor: 1.5 },
      updated_at: '2026-01-01 00:00:00',
    });
    await gateway.g2a.control('faults', { path: '/v1/products', delay_ms: 60, times: 20 });
    const before = await bench.now();
    const id = await bench.start('products', { full: true });
    for (let n = 1; (await bench.run(id)).status === 'running' && n <= 100; n += 1) {
      await change(n, { minPrice: 50 + n });
    }
    await bench.ended(id);
    await gateway.g2a.control('faults/clear');
    await bench.sync();
    const told = await bench.products(before);
    const newest = new Map(told.map((product) => [product.g2a_id, product.price?.amount]));
    const expected = await Promise.all(
      numbers(130).map(async (n) => [idOf(n), marked((await bench.offer(n)).minPrice)]),
    );
    // The unlinked one is told to nobody.
    expect([...newest].sort()).toEqual(expected.filter(([product]) => product !== idOf(3)));
  });
});
