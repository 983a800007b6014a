import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { WarehouseBench } from '../../testing/warehouse.js';

const skusOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${name}-${String(n).padStart(3, '0')}`);

/** Real: PostgreSQL, the simulated warehouse as a process, two instances that poll it. */
describe('what the warehouse changes', () => {
  let bench: WarehouseBench;
  beforeAll(async () => {
    bench = await WarehouseBench.open({ instances: 2 });
  });
  afterAll(() => bench?.close());

  const quantities = async (skus: readonly string[]) =>
    Object.fromEntries((await bench.announced(...skus)).map((one) => [one.sku, one.quantity]));

  /** All that the warehouse has, as staff have it read. @returns how many rows that were. */
  async function readAgain(): Promise<number> {
    const as = { token: await bench.tokens.tokenFor({ permissions: ['sync:write'] }) };
    const started = await bench.call<{ run_id: string }>('POST', '/admin/sync/inventory', { as });
    expect(started.status).toBe(202);
    return eventually(async () => {
      const [run] = await bench.database.query<{ status: string; processed: number }>(
        `select status, processed from sync.sync_runs where id = $1`,
        [started.body.run_id],
      );
      expect(run!.status).toBe('completed');
      return run!.processed;
    });
  }

  it('is announced of parts with its SKU, linked at first sight', async () => {
    const part = await bench.part('FIRST-1');
    await bench.shelve({ sku: 'FIRST-1', quantity: 7 });
    const [told] = await eventually(async () => {
      const announced = await bench.announced('FIRST-1');
      expect(announced).toHaveLength(1);
      return announced;
    });
    expect(told).toMatchObject({ part_id: part, quantity: 7, counted_through: 0 });
    await bench.shelve({ sku: 'FIRST-1', quantity: 3 });
    const [, again] = await eventually(async () => {
      const announced = await bench.announced('FIRST-1');
      expect(announced).toHaveLength(2);
      return announced;
    });
    expect(again!.quantity).toBe(3);
    expect(again!.version).toBeGreaterThan(told!.version);
  });

  it('is whole when three pages are of one moment', async () => {
    const skus = skusOf('MOMENT', 30);
    await bench.parts(skus);
    const updated_at = new Date().toISOString();
    await bench.shelve(...skus.map((sku, n) => ({ sku, quantity: n, updated_at })));
    const expected = Object.fromEntries(skus.map((sku, n) => [sku, n]));
    await eventually(async () => expect(await quantities(skus)).toEqual(expected));
    expect(await bench.announced(...skus)).toHaveLength(30);
  });

  it('arrives when it changes while a later page is read', async () => {
    const skus = skusOf('LATER', 30);
    await bench.parts(skus);
    // The answer to the second page is late: meanwhile a row of the first one changes, and one of the third.
    await bench.shelve(...skus.map((sku) => ({ sku, quantity: 1 })));
    await bench.control('faults', { path: '/v1/stock', delay_ms: 300, applied: true, times: 3 });
    await bench.shelve(...skus.map((sku) => ({ sku, quantity: 2 })));
    await eventually(async () => expect(await quantities([skus[0]!])).toEqual({ [skus[0]!]: 2 }));
    await bench.shelve({ sku: skus[0]!, quantity: 50 }, { sku: skus[29]!, quantity: 51 });
    const expected = Object.fromEntries(skus.map((sku) => [sku, 2]));
    Object.assign(expected, { [skus[0]!]: 50, [skus[29]!]: 51 });
    await eventually(async () => expect(await quantities(skus)).toEqual(expected));
    await bench.control('faults/clear', {});
  });

  it('is of the warehouse’s order: an older figure that comes later changes nothing', async () => {
    await bench.part('ORDER-1');
    await bench.shelve({ sku: 'ORDER-1', quantity: 5 });
    await eventually(async () => expect(await quantities(['ORDER-1'])).toEqual({ 'ORDER-1': 5 }));
    const [kept] = await bench.announced('ORDER-1');
    await bench.shelve({ sku: 'ORDER-1', quantity: 9, updated_at: '2020-01-01T00:00:00.000Z' });
    await readAgain();
    expect(await bench.announced('ORDER-1')).toEqual([kept]);
  });

  it('is linked to a part that is made later, and not to a game', async () => {
    await bench.part('GAME-1', 'game');
    await bench.shelve({ sku: 'LATE-1', quantity: 4 }, { sku: 'GAME-1', quantity: 4 });
    await eventually(async () =>
      expect(
        await bench.database.query(`select 1 from sync.warehouse_levels where sku = 'LATE-1'`),
      ).toHaveLength(1),
    );
    await bench.makePart('LATE-1');
    await eventually(async () => expect(await quantities(['LATE-1'])).toEqual({ 'LATE-1': 4 }));
    expect(await bench.announced('GAME-1')).toEqual([]);
  });

  it('is not linked again where staff undid it', async () => {
    await bench.part('UNDONE-1');
    await bench.shelve({ sku: 'UNDONE-1', quantity: 1 });
    await eventually(async () => expect(await bench.announced('UNDONE-1')).toHaveLength(1));
    await bench.database.query(
      `update sync.product_links set unlinked_at = now() where external_id = 'UNDONE-1'`,
    );
    await bench.shelve({ sku: 'UNDONE-1', quantity: 2 });
    await bench.part('AFTER-1');
    await bench.shelve({ sku: 'AFTER-1', quantity: 2 });
    await eventually(async () => expect(await bench.announced('AFTER-1')).toHaveLength(1));
    expect(await bench.announced('UNDONE-1')).toHaveLength(1);
  });

  it('is one announcement a fetch, however often a SKU changes between two', async () => {
    await bench.part('RUSH-1');
    const { items: before } = await bench.control<{ items: unknown[] }>('requests?path=/v1/stock');
    for (let n = 1; n <= 10; n += 1) {
      await bench.shelve(
        ...Array.from({ length: 100 }, (_, m) => ({ sku: 'RUSH-1', quantity: n * 100 + m })),
      );
    }
    await eventually(async () => expect(await quantities(['RUSH-1'])).toEqual({ 'RUSH-1': 1_099 }));
    const { items: after } = await bench.control<{ items: unknown[] }>('requests?path=/v1/stock');
    const told = await bench.announced('RUSH-1');
    expect(told.length).toBeLessThanOrEqual(after.length - before.length);
  });

  it('goes on past a row that can’t be read, and past a cursor that the warehouse has forgotten', async () => {
    await bench.parts(['BEYOND-1', 'BEYOND-2']);
    await bench.shelve(
      { sku: `${'X'.repeat(101)}`, quantity: 1 },
      { sku: 'BEYOND-1', quantity: 1 },
    );
    await eventually(async () => expect(await bench.announced('BEYOND-1')).toHaveLength(1));
    await bench.database.query(`update sync.warehouse_feed set cursor = 'forgotten'`);
    await bench.shelve({ sku: 'BEYOND-2', quantity: 1 });
    await eventually(async () => expect(await bench.announced('BEYOND-2')).toHaveLength(1));
  });

  it('is read from the beginning when staff say so', async () => {
    const before = await bench.announced('FIRST-1');
    await bench.database.query(`delete from sync.warehouse_levels where sku = 'FIRST-1'`);
    expect(await readAgain()).toBeGreaterThan(60);
    expect((await bench.announced('FIRST-1')).length).toBe(before.length + 1);
  });

  it('is asked for by one instance at a time, and by the other when that one is gone', async () => {
    await bench.instances.shift()!.stop();
    await bench.part('OTHER-1');
    await bench.shelve({ sku: 'OTHER-1', quantity: 1 });
    await eventually(async () => expect(await bench.announced('OTHER-1')).toHaveLength(1));
  });
});
