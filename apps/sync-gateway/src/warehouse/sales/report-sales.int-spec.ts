import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { WarehouseBench } from '../../testing/warehouse.js';

/** Real: PostgreSQL, the simulated warehouse as a process, two instances that hear of sales. */
describe('what the shop sold', () => {
  let bench: WarehouseBench;
  beforeAll(async () => {
    bench = await WarehouseBench.open({ instances: 2 });
  });
  afterAll(() => bench?.close());
  beforeEach(async () => {
    await bench.control('reset', {});
    await bench.shelve({ sku: 'A', quantity: 1_000 });
  });

  let last = 0;
  const next = (count: number, sku = 'A') =>
    Array.from({ length: count }, () => ({ number: (last += 1), sku, quantity: 1 }));
  const reported = async () => (await bench.ledger()).map(({ number }) => number);
  const numbers = (sales: { number: number }[]) => sales.map(({ number }) => number);
  const through = async () => {
    const [row] = await bench.database.query<{ reported: number; counted: number }>(
      `select reported_through::int as reported, counted_through::int as counted from sync.warehouse_reports`,
    );
    return row!;
  };

  it('is reported in the order of its numbers, and not past one that has not come yet', async () => {
    const sales = next(5);
    const [one, two, three, four, five] = sales;
    await bench.sell(five!, two!, one!);
    await eventually(async () => expect(await reported()).toEqual([one!.number, two!.number]));
    await bench.sell(four!, three!);
    await eventually(async () => expect(await reported()).toEqual(numbers(sales)));
    expect(await through()).toEqual({ reported: last, counted: last });
  });

  it('is reported once more when the answer is lost, and counted once', async () => {
    const sales = next(3);
    const lost = { path: '/v1/sales', method: 'POST', drop: true, applied: true, times: 4 };
    await bench.control('faults', lost);
    await bench.sell(...sales);
    await eventually(async () => expect((await through()).reported).toBe(last));
    const ledger = await bench.ledger();
    expect(numbers(ledger)).toEqual(numbers(sales));
    expect(ledger[0]!.times_received).toBeGreaterThan(1);
    const { items } = await bench.control<{ items: { quantity: number }[] }>('stock');
    expect(items[0]!.quantity).toBe(997);
  });

  it('waits while the warehouse is away, and is reported when it is back, 100 a call', async () => {
    await bench.control('faults', { path: '/v1/sales', status: 503, times: 1_000 });
    const sales = next(250);
    await bench.sell(...sales);
    await eventually(async () => {
      const { items } = await bench.control<{ items: unknown[] }>('requests?path=/v1/sales');
      expect(items.length).toBeGreaterThan(0);
    });
    expect(await reported()).toEqual([]);
    await bench.control('faults/clear', {});
    await eventually(async () => expect(await reported()).toEqual(numbers(sales)), {
      timeoutMs: 60_000,
    });
  });

  it('is given to staff where the warehouse does not know the SKU, and holds up nothing else', async () => {
    const [before] = next(1);
    const [unknown] = next(1, 'NEW');
    const [after] = next(1);
    await bench.sell(before!, unknown!, after!);
    await eventually(async () => expect(await reported()).toEqual([before!.number, after!.number]));
    const { number } = unknown!;
    await eventually(async () => {
      const [job] = await bench.database.query<{ state: string }>(
        `select state from sync_jobs.job where name = 'report-refused-sale' and singleton_key = $1`,
        [String(number)],
      );
      expect(job!.state).toBe('failed');
    });
    expect((await through()).reported).toBe(last);
    // As soon as the warehouse names it, it goes without anybody's help.
    await bench.shelve({ sku: 'NEW', quantity: 10 });
    await eventually(async () => expect(await reported()).toContain(number));
    await eventually(async () => {
      const [sale] = await bench.database.query<{ state: string }>(
        `select state from sync.warehouse_sales where number = $1`,
        [number],
      );
      expect(sale!.state).toBe('reported');
    });
  });

  it('is counted in the figure that names its number', async () => {
    await bench.part('A');
    const [sale] = next(1);
    await bench.sell(sale!);
    await eventually(async () => {
      const told = (await bench.announced('A')).at(-1);
      expect(told).toMatchObject({ quantity: 999, counted_through: sale!.number });
    });
  });
});
