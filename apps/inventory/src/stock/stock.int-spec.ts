import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, transaction } from '@tandem/persistence';
import { Shop, STAFF } from '../testing/shop.js';
import type { StockMovement } from './movement.js';
import type { StockView } from './stock-view.js';

describe('stock as staff read and write it', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop?.close());

  const put = (id: number, body: unknown, headers?: Record<string, string>) =>
    shop.staff<StockView & { code: string; current: StockView; errors: { field: string }[] }>(
      'PUT',
      `/parts/${id}/stock`,
      body,
      headers,
    );
  const adjust = (id: number, delta: number, more: object = {}) =>
    shop.staff<StockView & { errors: { field: string }[] }>('POST', `/parts/${id}/stock/adjust`, {
      delta,
      reason: 'stocktake',
      ...more,
    });
  const bulk = (lines: object[]) =>
    shop.staff<{
      items: StockView[];
      code: string;
      current: StockView[];
      errors: { field: string }[];
    }>('POST', '/stock/bulk', { lines, reason: 'delivery' });
  const fields = (answer: { body: { errors?: { field: string }[] } }) =>
    answer.body.errors?.map((error) => error.field);

  describe('a part nobody has counted yet', () => {
    it('reads as empty, at version 0', async () => {
      const id = await shop.part();
      const { status, body } = await shop.staff('GET', `/parts/${id}/stock`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ part_id: id, current_stock: 0, is_in_stock: false, version: 0 });
    });

    it('gets its first figure from whoever read that', async () => {
      const id = await shop.part();
      const first = await put(id, { current_stock: 5, version: 0 });
      expect(first).toMatchObject({ status: 200, body: { current_stock: 5, version: 1 } });
      expect((await put(id, { current_stock: 6, version: 0 })).status).toBe(409);
    });
  });

  describe('setting the figure', () => {
    it('answers with everything staff know of the part', async () => {
      const id = await shop.part({ current: 3 });
      const { status, body } = await put(id, { current_stock: 50, min_stock_level: 10 });
      expect(status).toBe(200);
      expect(body).toEqual({
        part_id: id,
        current_stock: 50,
        reserved_quantity: 0,
        available_stock: 50,
        min_stock_level: 10,
        is_in_stock: true,
        is_low_stock: false,
        version: 2,
        last_change: 'set',
        last_updated_by: STAFF.id,
        last_updated_by_name: STAFF.name,
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        source: null,
      });
      expect((await shop.staff('GET', `/parts/${id}/stock`)).body).toEqual(body);
    });

    it('keeps the minimum level that is not named', async () => {
      const id = await shop.part({ current: 3, min: 7 });
      expect((await put(id, { current_stock: 9 })).body.min_stock_level).toBe(7);
    });

    it('holds against the version that was read, in the body or in If-Match', async () => {
      const id = await shop.part({ current: 3 });
      expect((await put(id, { current_stock: 4, version: 1 })).status).toBe(200);
      expect((await put(id, { current_stock: 5 }, { 'if-match': '"2"' })).status).toBe(200);
      expect((await shop.row(id)).current_stock).toBe(5);
    });

    it('tells the loser whose change came between and what it was', async () => {
      const id = await shop.part({ current: 3 });
      await put(id, { current_stock: 4, version: 1 });
      const { status, body } = await put(id, { current_stock: 5, version: 1 });
      expect(status).toBe(409);
      expect(body.code).toBe('version_conflict');
      expect(body.current).toMatchObject({
        current_stock: 4,
        version: 2,
        last_updated_by: STAFF.id,
        last_updated_by_name: STAFF.name,
      });
      expect((await shop.row(id)).current_stock).toBe(4);
    });

    it('is a change even when the figure stays, so of two with one version one loses', async () => {
      const id = await shop.part({ current: 3 });
      expect((await put(id, { current_stock: 3, version: 1 })).body.version).toBe(2);
      expect((await put(id, { current_stock: 3, version: 1 })).status).toBe(409);
    });

    it('does not go below what is reserved', async () => {
      const id = await shop.part({ current: 5 });
      await reserve(id, 4);
      const { status, body } = await put(id, { current_stock: 3 });
      expect(status).toBe(422);
      expect(fields({ body })).toEqual(['current_stock']);
      expect((await put(id, { current_stock: 4 })).body).toMatchObject({ available_stock: 0 });
    });

    it('without a version does not wait for another write of the row: 409', async () => {
      const id = await shop.part({ current: 5 });
      await whileLocked(id, async () => {
        const { status, body } = await put(id, { current_stock: 6 });
        expect(status).toBe(409);
        expect(body.code).toBe('write_in_flight');
        expect(body.current).toMatchObject({ part_id: id, current_stock: 5 });
      });
      expect((await put(id, { current_stock: 6 })).status).toBe(200);
    });

    it('is 404 for a part that is unknown or deleted', async () => {
      const deleted = await shop.part({ current: 5, deleted: true });
      for (const id of [deleted, 2_000_000_000]) {
        expect((await put(id, { current_stock: 1 })).status).toBe(404);
        expect((await adjust(id, 1)).status).toBe(404);
        expect((await shop.staff('GET', `/parts/${id}/stock`)).status).toBe(404);
      }
    });
  });

  describe('adjusting by a difference', () => {
    it('adds and takes away, and keeps the reason', async () => {
      const id = await shop.part({ current: 10 });
      expect((await adjust(id, -3)).body.current_stock).toBe(7);
      expect((await adjust(id, 5)).body).toMatchObject({
        current_stock: 12,
        last_change: 'adjusted',
      });
      const [last] = await movements(id);
      expect(last).toMatchObject({
        delta: 5,
        resulting_stock: 12,
        kind: 'adjusted',
        reason: 'stocktake',
        actor: STAFF.id,
        actor_name: STAFF.name,
      });
    });

    it('does not go below what is reserved', async () => {
      const id = await shop.part({ current: 5 });
      await reserve(id, 4);
      const answer = await adjust(id, -2);
      expect(answer.status).toBe(422);
      expect(fields(answer)).toEqual(['delta']);
    });
  });

  describe('a batch', () => {
    it('changes every line, by figure, by difference or only the minimum level', async () => {
      const [a, b, c] = (await shop.parts(3, { current: 10 })) as [number, number, number];
      const { status, body } = await bulk([
        { part_id: c, current_stock: 1 },
        { part_id: a, delta: -4, min_stock_level: 2 },
        { part_id: b, min_stock_level: 99 },
      ]);
      expect(status).toBe(200);
      expect(body.items).toMatchObject([
        { part_id: c, current_stock: 1 },
        { part_id: a, current_stock: 6, min_stock_level: 2 },
        { part_id: b, current_stock: 10, min_stock_level: 99, is_low_stock: true },
      ]);
    });

    it('changes nothing when one line cannot be, and names each bad line', async () => {
      const [a, b, c] = (await shop.parts(3, { current: 10 })) as [number, number, number];
      await reserve(b, 5);
      const answer = await bulk([
        { part_id: a, current_stock: 1 },
        { part_id: b, current_stock: 4 },
        { part_id: c, delta: -11 },
        { part_id: 2_000_000_000, delta: 1 },
      ]);
      expect(answer.status).toBe(422);
      expect(fields(answer)).toEqual(['lines.1.current_stock', 'lines.2.delta', 'lines.3.part_id']);
      expect((await shop.row(a)).current_stock).toBe(10);
    });

    it('is refused when a line was based on an older version', async () => {
      const [a, b] = (await shop.parts(2, { current: 10 })) as [number, number];
      const answer = await bulk([
        { part_id: a, current_stock: 1, version: 1 },
        { part_id: b, current_stock: 1, version: 7 },
      ]);
      expect(answer).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
      expect(fields(answer)).toEqual(['lines.1.version']);
      expect(answer.body.current).toMatchObject([{ part_id: b, version: 1 }]);
      expect((await shop.row(a)).current_stock).toBe(10);
    });

    it('names a part once', async () => {
      const id = await shop.part({ current: 10 });
      const answer = await bulk([
        { part_id: id, delta: 1 },
        { part_id: id, delta: 1 },
      ]);
      expect(answer.status).toBe(422);
      expect(fields(answer)).toEqual(['lines.1.part_id']);
    });

    it('of 1,000 lines is one transaction', async () => {
      const ids = (
        await shop.database.query<{ id: number }>(
          `insert into catalog.parts (sku) select 'bulk' from generate_series(1, 1000) returning id`,
        )
      ).map((row) => row.id);
      const { status, body } = await bulk(ids.map((part_id) => ({ part_id, current_stock: 3 })));
      expect(status).toBe(200);
      expect(body.items).toHaveLength(1_000);
      expect(
        await shop.database.query(
          `select distinct xmin::text from inventory.stock_levels where part_id = any($1)`,
          [ids],
        ),
      ).toHaveLength(1);
    });
  });

  describe('what a change leaves behind', () => {
    it('is one event a change, and one more for each threshold it crossed, all of one version', async () => {
      const id = await shop.part({ current: 10, min: 3 });
      await put(id, { current_stock: 8 });
      await put(id, { current_stock: 2 });
      await put(id, { current_stock: 0 });
      await put(id, { current_stock: 9 });
      expect(await shop.events(id)).toMatchObject([
        { type: 'stock.updated', version: 2 },
        { type: 'stock.updated', version: 3 },
        { type: 'stock.low', version: 3 },
        { type: 'stock.updated', version: 4 },
        { type: 'stock.depleted', version: 4 },
        { type: 'stock.updated', version: 5 },
        { type: 'stock.replenished', version: 5 },
      ]);
    });

    it('is no event when the change is refused', async () => {
      const id = await shop.part({ current: 10 });
      await put(id, { current_stock: 1, version: 9 });
      await adjust(id, -11);
      expect(await shop.events(id)).toEqual([]);
    });

    it('is a line in the change log with who, from where and what', async () => {
      const id = await shop.part({ current: 10 });
      await put(
        id,
        { current_stock: 11 },
        { 'user-agent': 'stock-test', 'x-correlation-id': 'corr-12345678' },
      );
      const [entry] = await shop.database.query(
        `select * from audit.data_change_logs where table_name = 'stock_levels' and record_id = $1 and operation = 'UPDATE'`,
        [String(id)],
      );
      expect(entry).toMatchObject({
        changed_by: STAFF.id,
        user_agent: 'stock-test',
        correlation_id: 'corr-12345678',
        old_values: { current_stock: 10 },
        new_values: { current_stock: 11 },
      });
      expect(entry!['ip_address']).toMatch(/127\.0\.0\.1/);
    });

    it('is a ledger whose pages join without gap or repetition', async () => {
      const id = await shop.part({ current: 100 });
      for (let n = 1; n <= 5; n += 1) await adjust(id, -n);
      const deltas: number[] = [];
      let cursor: string | null = '';
      do {
        const page: { body: { items: StockMovement[]; next_cursor: string | null } } =
          await shop.staff(
            'GET',
            `/parts/${id}/stock/movements?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
          );
        deltas.push(...page.body.items.map((movement) => movement.delta));
        cursor = page.body.next_cursor;
      } while (cursor);
      expect(deltas).toEqual([-5, -4, -3, -2, -1, 100]);
    });
  });

  it('is saved as a file, of one part and of all of them in a time', async () => {
    const id = await shop.part({ current: 10 });
    const from = (await adjust(id, -3, { reason: '=1+1' })).body.updated_at;
    const other = await shop.part({ current: 0 });
    await adjust(other, 1);
    const rowsOf = async (path: string) => {
      const { status, body } = await shop.staff<string>('GET', path);
      expect(status).toBe(200);
      return body.trimEnd().split('\n').slice(1);
    };
    const one = await rowsOf(`/parts/${id}/stock/movements.csv`);
    expect(one).toEqual([
      expect.stringContaining(`,${id},-3,7,adjusted,'=1+1,`),
      expect.stringContaining(`,${id},10,10,`),
    ]);
    const all = await rowsOf(`/stock/movements.csv?from=${from}`);
    expect(all.map((row) => row.split(',').slice(1, 3).join(' '))).toEqual([
      `${other} 1`,
      `${id} -3`,
    ]);
    expect(
      await rowsOf(`/stock/movements.csv?from=2000-01-01T00:00:00Z&to=2000-01-02T00:00:00Z`),
    ).toEqual([]);
    expect((await shop.staff('GET', '/parts/2000000000/stock/movements.csv')).status).toBe(404);
    expect((await shop.call('GET', '/admin/stock/movements.csv')).status).toBe(401);
  });

  it('keeps books that agree with the shelf after all of this', async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });

  async function movements(id: number): Promise<StockMovement[]> {
    const page = await shop.staff<{ items: StockMovement[] }>(
      'GET',
      `/parts/${id}/stock/movements`,
    );
    return page.body.items;
  }

  async function reserve(part_id: number, quantity: number) {
    const order_id = crypto.randomUUID();
    expect(
      (await shop.orders('/reservations', { order_id, lines: [{ part_id, quantity }] })).status,
    ).toBe(201);
    return order_id;
  }

  async function whileLocked(id: number, work: () => Promise<void>) {
    await transaction(shop.instances[0]!.app.get(Database), async (tx) => {
      await tx.execute('update inventory.stock_levels set min_stock_level = 1 where part_id = $1', [
        id,
      ]);
      await work();
    });
  }
});
