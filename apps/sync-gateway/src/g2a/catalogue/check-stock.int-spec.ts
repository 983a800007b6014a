import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gateway } from '../../testing/gateway.js';
import { SyncBench, idOf } from './spec-support.js';

const LINKED = Array.from({ length: 40 }, (_, n) => n + 1);

// Real here: the simulated G2A, a process of its own, and PostgreSQL.
describe('the stock at G2A', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  beforeAll(async () => {
    gateway = await Gateway.open({ simulator: { G2A_SIM_PRODUCTS: '130' } });
    bench = new SyncBench(gateway);
    await bench.sync();
    await bench.makeParts(LINKED);
  });
  afterAll(() => gateway?.close());
  const change = (n: number, fields: object) => gateway.g2a.control(`products/${idOf(n)}`, fields);
  const success = async () => {
    const [row] = await gateway.database.query<{ at: Date | null }>(
      `select last_success_at as at from sync.sources where source = 'g2a'`,
    );
    return row!.at;
  };

  it('is told where it changed, also of what is sold out or gone, and that G2A was heard', async () => {
    expect(await success()).toBeNull();
    const before = await bench.now();
    await bench.checkStock();
    expect(await bench.stock(before)).toEqual([]);
    expect(await success()).not.toBeNull();
    await change(2, { qty: 0 });
    await change(3, { qty: 77, updated_at: '2026-01-01 00:00:00' });
    await change(4, { removed: true });
    await change(100, { qty: 1 });
    expect(await bench.checkStock()).toMatchObject({ status: 'completed', total: 40 });
    const told = await bench.stock(before);
    expect(told.map(({ part_id, quantity }) => [part_id, quantity]).sort()).toEqual([
      [2, 0],
      [3, 77],
      [4, 0],
    ]);
    await bench.checkStock();
    expect(await bench.stock(before)).toHaveLength(3);
  });

  it('is told again when a key was bought since, though it is the same', async () => {
    const before = await bench.now();
    await gateway.database.query(
      `insert into sync.key_purchases (id, order_id, part_id, unit, paid_minor, currency, state, bought_at)
       values ($1, $1, 7, 1, 100, 'EUR', 'paid', now())`,
      [randomUUID()],
    );
    await bench.checkStock();
    await bench.checkStock();
    expect(await bench.stock(before)).toMatchObject([{ part_id: 7 }]);
  });

  it('is asked for one by one where few are linked', async () => {
    await gateway.database.query(
      `update sync.product_links set unlinked_at = now() where part_id > 3`,
    );
    const before = (await gateway.g2a.asked('GET', '/v1/products')).length;
    await change(1, { qty: 9 });
    const told = await bench.now();
    await bench.checkStock();
    expect(await bench.stock(told)).toMatchObject([{ part_id: 1, quantity: 9 }]);
    // One to see how many there are, and one of each.
    expect((await gateway.g2a.asked('GET', '/v1/products')).length - before).toBe(4);
  });
});
