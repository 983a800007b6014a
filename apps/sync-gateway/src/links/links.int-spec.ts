import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { SyncBench, idOf } from '../g2a/catalogue/spec-support.js';
import { Gateway } from '../testing/gateway.js';
import type { LinkPageDto } from './links.dto.js';

// Real here: the simulated G2A, a process of its own, and PostgreSQL.
describe('links of parts to products outside', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  beforeAll(async () => {
    gateway = await Gateway.open({ simulator: { G2A_SIM_PRODUCTS: '10' } });
    bench = new SyncBench(gateway);
    await gateway.database.query(
      `insert into catalog.parts (sku, kind) select 'GAME-' || n, 'game' from generate_series(1, 5) n
       union all select 'TOOL-1', 'physical'`,
    );
    await bench.sync();
  });
  afterAll(() => gateway?.close());

  const link = (n: number, part_id: number, system = 'g2a', external_id = idOf(n)) =>
    bench.call<{ id: string; errors?: object[] }>('POST', '/links', {
      system,
      external_id,
      part_id,
    });
  const list = async (query: string) =>
    (await bench.call<LinkPageDto>('GET', `/links?${query}`)).body;

  it('are made by staff: the product is told of as that part’s, and its stock', async () => {
    const before = await bench.now();
    expect((await link(1, 1)).status).toBe(201);
    const { qty, name } = await bench.offer(1);
    await eventually(async () =>
      expect(await bench.products(before)).toMatchObject([{ g2a_id: idOf(1), part_id: 1, name }]),
    );
    expect(await bench.stock(before)).toMatchObject([{ part_id: 1, quantity: qty }]);
    expect((await list('q=game-1')).items).toMatchObject([
      { system: 'g2a', external_id: idOf(1), part_id: 1, sku: 'GAME-1', name, unlinked_at: null },
    ]);
  });

  it('are saved as a file, with the filters of the list', async () => {
    const rowsOf = async (query: string) =>
      (await bench.call<string>('GET', `/links.csv?${query}`)).body.trimEnd().split('\n').slice(1);
    expect(await rowsOf('q=game-1')).toEqual([expect.stringContaining(`,g2a,${idOf(1)},`)]);
    expect(await rowsOf('state=undone')).toEqual([]);
  });

  it('are one of each product and one of each part', async () => {
    expect(await link(1, 2)).toMatchObject({ status: 409, body: { code: 'already_linked' } });
    expect(await link(2, 1)).toMatchObject({ status: 409, body: { code: 'already_linked' } });
    const ofOneProduct = await Promise.all([link(3, 3), link(3, 4)]);
    expect(ofOneProduct.map(({ status }) => status).sort()).toEqual([201, 409]);
    const ofOnePart = await Promise.all([link(4, 2), link(2, 2)]);
    expect(ofOnePart.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('are of games at G2A, and of things in the warehouse', async () => {
    for (const [part, system] of [
      [6, 'g2a'],
      [1, 'warehouse'],
      [999, 'g2a'],
    ] as const) {
      expect(await link(5, part, system)).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'part_id' }] },
      });
    }
    expect((await link(0, 6, 'warehouse', 'TOOL-1')).status).toBe(201);
  });

  it('are undone once, stay undone for runs, and can be made again', async () => {
    const begin = await bench.now();
    const { id } = (await link(5, 5)).body;
    const [first] = await bench.stock(begin);
    expect((await bench.call('DELETE', `/links/${id}`)).status).toBe(204);
    expect((await bench.call('DELETE', `/links/${id}`)).status).toBe(404);
    expect((await bench.call('DELETE', `/links/${randomUUID()}`)).status).toBe(404);
    const undone = await gateway.database.query<{ payload: object }>(
      `select payload from sync.outbox where type = 'product.unlinked' and seq > $1`,
      [begin],
    );
    expect(undone.map(({ payload }) => payload)).toMatchObject([
      { part_id: 5, version: first!.link, system: 'g2a', external_id: idOf(5) },
    ]);
    await gateway.g2a.control(`products/${idOf(5)}`, { minPrice: 2 });
    await eventually(async () =>
      expect(await gateway.database.query(OPEN_JOBS)).toEqual([{ jobs: 0 }]),
    );
    const before = await bench.now();
    await bench.sync();
    expect(await bench.products(before)).toEqual([]);
    expect((await list('state=undone')).items.map((one) => one.id)).toEqual([id]);
    expect((await link(5, 5)).status).toBe(201);
    await eventually(async () =>
      expect(await bench.products(before)).toMatchObject([{ part_id: 5 }]),
    );
    // The same part and the same figure: whoever gave them up needs them under the new link.
    const [again] = await bench.stock(before);
    expect(again).toMatchObject({ part_id: 5, quantity: first!.quantity });
    expect(again!.link).toBeGreaterThan(first!.link);
    const changes = await gateway.database.query<{ operation: string }>(
      `select operation from audit.data_change_logs where table_name = 'product_links' and record_id = $1 order by id`,
      [id],
    );
    expect(changes.map(({ operation }) => operation)).toEqual(['INSERT', 'UPDATE']);
  });
});

const OPEN_JOBS = `select count(*)::int as jobs from sync_jobs.job
  where name = 'tell-linked-g2a-product' and state < 'completed'`;
