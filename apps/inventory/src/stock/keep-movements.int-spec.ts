import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import pg from 'pg';
import { Shop } from '../testing/shop.js';
import type { MovementPage } from './removed-movements.js';
import type { StockMovement } from './movement.js';

const REMOVE = 'select remove_old_movements($1, $2) as removed';
const YEAR_SECONDS = 365 * 86_400;

/** Real: two instances of inventory on PostgreSQL, with the rights of the service, and their jobs. */
describe('old movements of stock', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2, env: { INVENTORY_MOVEMENT_DAYS: '365' } });
  });
  afterAll(() => shop?.close());

  const remove = (instance = 0) =>
    shop.instances[instance]!.app.get(Retention).run('forget-old-movements');
  const service = () => shop.instances[0]!.app.get(Database);
  /** Whoever may all, as no service does: no trigger sees it. */
  const byHand = (sql: string) =>
    shop.database.query(
      `set session_replication_role = replica; ${sql}; set session_replication_role = default`,
    );
  /** All that moved of a part so far moved so many days earlier. */
  const earlier = (part: number, days: number) =>
    byHand(
      `update inventory.stock_movements set created_at = created_at - ${days} * interval '1 day' where part_id = ${part}`,
    );
  /** So many movements of long ago that come to nothing, one a second. */
  const oldPast = (part: number, count: number) =>
    byHand(`insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, created_at)
      select ${part}, case n % 2 when 0 then 1 else -1 end, 1, 'adjusted', now() - interval '500 days' + n * interval '1 second'
        from generate_series(1, ${count}) n`);
  const adjust = (id: number, delta: number, instance = 0) =>
    shop.staff('POST', `/parts/${id}/stock/adjust`, { delta, reason: 'x' }, {}, instance);
  const listOf = async (path: string) =>
    (await shop.staff<MovementPage<StockMovement>>('GET', path)).body;
  const movementsOf = (part: number) => listOf(`/parts/${part}/stock/movements?limit=100`);
  const old = async () => {
    const [row] = await shop.database.query<{ count: number }>(
      `select count(*)::integer from inventory.stock_movements where created_at < now() - interval '366 days'`,
    );
    return row!.count;
  };

  /** Sells pieces of a part. */
  const sell = async (part_id: number, quantity: number) => {
    const order_id = crypto.randomUUID();
    const held = await shop.orders('/reservations', {
      order_id,
      lines: [{ part_id, quantity }],
    });
    expect(held.status).toBe(201);
    expect((await shop.orders(`/reservations/${order_id}/commit`)).status).toBe(200);
    return order_id;
  };

  it('are kept for their days, and the lists say which are missing', async () => {
    const [young, gone] = [await shop.part({ current: 10 }), await shop.part({ current: 10 })];
    await adjust(gone, -3);
    await earlier(gone, 400);
    await earlier(young, 300);
    const { created_at: last } = (await movementsOf(gone)).items[0]!;
    await adjust(gone, 1);
    await remove();
    expect(await movementsOf(young)).toMatchObject({ items: [{ delta: 10 }], removed: null });
    const { items, removed } = await movementsOf(gone);
    expect(items).toMatchObject([{ delta: 1, resulting_stock: 8 }]);
    const before = new Date(Date.parse(last) + 1).toISOString();
    expect(removed).toEqual({ before, kept_days: 365 });
    expect((await listOf('/stock/movements')).removed).toEqual(removed);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('may be all that a part had', async () => {
    const part = await shop.part({ current: 4 });
    await earlier(part, 400);
    await remove();
    expect(await movementsOf(part)).toMatchObject({ items: [], removed: { kept_days: 365 } });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('stay in the sums of what was sold, and goods of theirs come back', async () => {
    const part = await shop.part({ current: 10 });
    const order_id = await sell(part, 4);
    await earlier(part, 400);
    await remove();
    expect((await movementsOf(part)).items).toEqual([]);
    expect(await shop.discrepancies()).toEqual([]);
    const lines = [{ part_id: part, quantity: 1 }];
    const back = { return_id: crypto.randomUUID(), order_id, lines };
    expect((await shop.orders('/returns', back)).status).toBeLessThan(300);
    await earlier(part, 400);
    await sell(part, 2);
    await remove();
    expect(await shop.row(part)).toMatchObject({ current_stock: 5 });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('that are lost in another way are still missed', async () => {
    const part = await shop.part({ current: 10 });
    await earlier(part, 400);
    await adjust(part, 2);
    await remove();
    await byHand(`delete from inventory.stock_movements where part_id = ${part}`);
    expect(await shop.discrepancies()).toMatchObject([{ check: 'stock and movements' }]);
    await byHand(`insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, created_at)
      values (${part}, 2, 12, 'adjusted', now())`);
  });

  it('go in no other way, and no young one goes at all', async () => {
    const part = await shop.part({ current: 10 });
    await earlier(part, 80);
    await expect(
      shop.database.query('delete from inventory.stock_movements'),
    ).rejects.toMatchObject({ code: '23000' });
    for (const sql of [
      `set inventory.carries_forward = 'on'; delete from stock_movements`,
      `update movement_removals set moved = 1`,
      `delete from movement_removals`,
    ])
      await expect(service().query(sql)).rejects.toMatchObject({ code: '42501' });
    await service().query(REMOVE, [0, 1_000]);
    expect((await movementsOf(part)).items).toHaveLength(1);
  });

  it('go while stock is written, sold and read on two instances: each sum is right at any time', async () => {
    const parts = await shop.parts(4, { current: 1_000 });
    for (const part of parts) await oldPast(part, 2_500);
    let busy = true;
    const wrong: unknown[] = [];
    const over = async (work: (round: number) => Promise<unknown>) => {
      let rounds = 0;
      for (; busy || rounds < 3; rounds += 1) await work(rounds);
      return rounds;
    };
    const working = Promise.all([
      over(async (n) => expect((await adjust(parts[n % 4]!, 1, n % 2)).status).toBe(200)),
      over((n) => sell(parts[(n + 1) % 4]!, 1)),
      over(async () => wrong.push(...(await shop.discrepancies()))),
    ]);
    const removing = Promise.all([remove(0), remove(1)]).finally(() => (busy = false));
    const [rounds] = await Promise.all([working, removing]);
    expect(Math.min(...rounds)).toBeGreaterThanOrEqual(3);
    expect(wrong).toEqual([]);
    expect(await old()).toBe(0);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are there still when whoever removed them died, and go the next time', async () => {
    const part = await shop.part({ current: 7 });
    await oldPast(part, 20);
    const dying = new pg.Client({ connectionString: shop.database.urlOf('inventory') });
    dying.on('error', () => undefined);
    await dying.connect();
    await dying.query('set search_path = inventory; begin');
    expect((await dying.query(REMOVE, [YEAR_SECONDS, 15])).rows).toEqual([{ removed: 15 }]);
    const { rows } = await dying.query<{ pid: number }>('select pg_backend_pid() as pid');
    await shop.database.query('select pg_terminate_backend($1, 60000)', [rows[0]!.pid]);
    expect(await old()).toBe(20);
    expect((await movementsOf(part)).removed).toBeNull();
    await remove();
    expect(await old()).toBe(0);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are there still when what they came to cannot be written', async () => {
    const part = await shop.part({ current: 7 });
    await oldPast(part, 20);
    await shop.database.query(
      `alter table inventory.movement_removals add constraint t_no check (part_id <> ${part})`,
    );
    await expect(remove()).rejects.toMatchObject({ code: '23514' });
    expect(await old()).toBe(20);
    await shop.database.query('alter table inventory.movement_removals drop constraint t_no');
    await remove();
    expect(await old()).toBe(0);
  });

  it('keep no writer of stock waiting, wait for none, and a second instance goes away', async () => {
    const part = await shop.part({ current: 7 });
    await oldPast(part, 20);
    await transaction(service(), async (writer) => {
      await writer.query('select from stock_levels where part_id = $1 for no key update', [part]);
      await transaction(service(), async (tx) => {
        expect(await tx.query(REMOVE, [YEAR_SECONDS, 10])).toEqual([{ removed: 10 }]);
        await remove(1);
        expect(await old()).toBe(20);
      });
    });
    expect(await old()).toBe(10);
    await transaction(service(), async (tx) => {
      await tx.query(REMOVE, [YEAR_SECONDS, 5]);
      const put = await shop.staff('PUT', `/parts/${part}/stock`, { current_stock: 9 });
      expect(put.status).toBe(200);
    });
    await remove();
    expect(await shop.discrepancies()).toEqual([]);
  });
});
