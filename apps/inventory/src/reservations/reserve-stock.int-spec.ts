import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@tandem/kernel';
import { eventually, proofSize } from '@tandem/testing';
import { Database, Tx } from '@tandem/persistence';
import { Shop } from '../testing/shop.js';
import { ReserveStock } from './reserve-stock.js';
import { movesOf, type ReservationLine } from './reservation.js';
import { openReservations } from './reservation-store.js';
import { moveStock } from '../stock/stock-store.js';

describe('buyers at the same time, on two instances of the service', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  let buyer = 0;
  /** The pieces one buyer got: all that was asked for, or 0 and the answer says why. */
  async function buy(
    lines: ReservationLine[],
    order_id: string = crypto.randomUUID(),
  ): Promise<number> {
    buyer += 1;
    try {
      await shop.instances[buyer % 2]!.app.get(ReserveStock).reserve({
        order_id,
        lines,
        ttl_seconds: 600,
      });
      return lines.reduce((sum, line) => sum + line.quantity, 0);
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect((error as DomainError).code).toBe('insufficient_stock');
      return 0;
    }
  }
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

  it('200 want the last piece: exactly one gets it, 50 rounds (5 in CI)', async () => {
    for (let round = 0; round < proofSize(50); round += 1) {
      const part_id = await shop.part({ current: 1 });
      const got = await Promise.all(
        Array.from({ length: 200 }, () => buy([{ part_id, quantity: 1 }])),
      );
      expect(sum(got)).toBe(1);
      expect(await shop.row(part_id)).toMatchObject({ current_stock: 1, reserved_quantity: 1 });
    }
  });

  it('many want one to three of ten: what was sold and what is left are ten', async () => {
    for (let round = 0; round < proofSize(20); round += 1) {
      const part_id = await shop.part({ current: 10 });
      const got = await Promise.all(
        Array.from({ length: 30 }, (_, n) => buy([{ part_id, quantity: 1 + (n % 3) }])),
      );
      const { reserved_quantity } = await shop.row(part_id);
      expect(sum(got)).toBe(reserved_quantity);
      expect(reserved_quantity).toBeGreaterThanOrEqual(8);
      expect(reserved_quantity).toBeLessThanOrEqual(10);
    }
  });

  it('baskets that name the same parts in opposite order: no deadlock, nothing half held', async () => {
    const ids = await shop.parts(5, { current: 40 });
    const basket = (order: number[]) => order.map((part_id) => ({ part_id, quantity: 1 }));
    const got = await Promise.all(
      Array.from({ length: 100 }, (_, n) => buy(basket(n % 2 ? ids : [...ids].reverse()))),
    );
    expect(got.filter((pieces) => pieces === 5)).toHaveLength(40);
    for (const id of ids) expect((await shop.row(id)).reserved_quantity).toBe(40);
    const [row] = await shop.database.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(Number(row!.deadlocks)).toBe(0);
  });

  it('a basket of which one line is short holds nothing and says what is short', async () => {
    const [plenty, scarce, none] = (await shop.parts(3, { current: 5 })) as [
      number,
      number,
      number,
    ];
    const answer = await shop.orders('/reservations', {
      order_id: crypto.randomUUID(),
      lines: [
        { part_id: scarce, quantity: 3 },
        { part_id: plenty, quantity: 1 },
        { part_id: scarce, quantity: 3 },
        { part_id: none, quantity: 9 },
        { part_id: 2_000_000_000, quantity: 1 },
      ],
    });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'insufficient_stock',
        lines: [
          { part_id: scarce, requested: 6, available: 5 },
          { part_id: none, requested: 9, available: 5 },
          { part_id: 2_000_000_000, requested: 1, available: 0 },
        ],
      },
    });
    expect((await shop.row(plenty)).reserved_quantity).toBe(0);
    expect(await shop.events(plenty)).toEqual([]);
  });

  it('a deleted part is not for sale, whatever still lies on the shelf', async () => {
    const part_id = await shop.part({ current: 5, deleted: true });
    const answer = await shop.orders('/reservations', {
      order_id: crypto.randomUUID(),
      lines: [{ part_id, quantity: 1 }],
    });
    expect(answer).toMatchObject({
      status: 409,
      body: { lines: [{ part_id, requested: 1, available: 0 }] },
    });
  });

  it('one order sent twenty times at once holds its stock once, and all get the same answer', async () => {
    for (let round = 0; round < 10; round += 1) {
      const part_id = await shop.part({ current: 100 });
      const body = { order_id: crypto.randomUUID(), lines: [{ part_id, quantity: 2 }] };
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => shop.orders('/reservations', body, n % 2)),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
      expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
      expect(await shop.row(part_id)).toMatchObject({ reserved_quantity: 2, version: 2 });
      expect(await shop.events(body.order_id)).toMatchObject([
        { type: 'reservation.created', version: 1 },
      ]);
    }
  });

  it('an order that asks again for other lines is refused', async () => {
    const part_id = await shop.part({ current: 100 });
    const order_id = crypto.randomUUID();
    expect(await buy([{ part_id, quantity: 2 }], order_id)).toBe(2);
    const answer = await shop.orders('/reservations', {
      order_id,
      lines: [{ part_id, quantity: 3 }],
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'reservation_mismatch' } });
    expect((await shop.row(part_id)).reserved_quantity).toBe(2);
  });

  it('orders that arrive together are held together: one change of a part for many, one event each', async () => {
    const [part_id, other] = (await shop.parts(2, { current: 12 })) as [number, number];
    const orders = Array.from({ length: 20 }, () => crypto.randomUUID());
    const got = await Promise.all(
      orders.map((order_id, n) =>
        shop.orders('/reservations', {
          order_id,
          lines: [{ part_id, quantity: 1 }, ...(n % 5 ? [] : [{ part_id: other, quantity: 1 }])],
        }),
      ),
    );
    const held = orders.filter((_, n) => got[n]!.status === 201);
    expect(held).toHaveLength(12);
    const { version, reserved_quantity } = await shop.row(part_id);
    expect(reserved_quantity).toBe(12);
    expect(version).toBeLessThan(8);
    const pieces = held.filter((order) => orders.indexOf(order) % 5 === 0).length;
    expect(await shop.row(other)).toMatchObject({ reserved_quantity: pieces });
    for (const order of orders) {
      const expected = held.includes(order) ? [{ type: 'reservation.created', version: 1 }] : [];
      expect(await shop.events(order)).toMatchObject(expected);
    }
    // Stock rows name the order, or the batch that is written on its reservations.
    const [unexplained] = await shop.database.query<{ n: number }>(
      `select count(*)::int as n from audit.data_change_logs l
        where l.table_name = 'stock_levels' and l.record_id = $1 and l.new_values ->> 'last_change' = 'reservation_held'
          and not exists (select from inventory.reservations v
                           where l.new_values ->> 'last_reference' in (v.order_id::text, v.held_in::text))`,
      [String(part_id)],
    );
    expect(unexplained!.n).toBe(0);
  });

  it('each of them keeps its own trace and correlation, however many are held together', async () => {
    const part_id = await shop.part({ current: 50 });
    const orders = Array.from({ length: 10 }, () => crypto.randomUUID());
    await Promise.all(
      orders.map((order_id) =>
        shop.sendAs('order', 'POST', '/reservations', {
          body: { order_id, lines: [{ part_id, quantity: 1 }] },
          headers: { 'x-correlation-id': `c-${order_id}` },
        }),
      ),
    );
    const events = await shop.database.query<{ aggregateid: string; correlation: string }>(
      `select aggregateid, headers ->> 'ce_correlationid' as correlation from inventory.outbox
        where type = 'reservation.created' and aggregateid = any($1::text[])`,
      [orders],
    );
    expect(events).toHaveLength(10);
    for (const event of events) expect(event.correlation).toBe(`c-${event.aggregateid}`);
  });

  it('an order the database chokes on fails alone', async () => {
    const part_id = await shop.part({ current: 50 });
    const reserve = shop.instances[0]!.app.get(ReserveStock);
    const lines = [{ part_id, quantity: 1 }];
    const ids = [crypto.randomUUID(), 'no id at all', crypto.randomUUID()];
    const results = await Promise.allSettled(
      ids.map((order_id) => reserve.reserve({ order_id, lines, ttl_seconds: 600 })),
    );
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await shop.row(part_id)).toMatchObject({ reserved_quantity: 2 });
  });

  it('a part whose row somebody holds up stops no order of other parts', async () => {
    const [stuck, free] = (await shop.parts(2, { current: 5 })) as [number, number];
    const runner = shop.instances[0]!.app.get(Database).dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('select from stock_levels where part_id = $1 for update', [stuck]);
    const order = (part_id: number) =>
      shop.orders('/reservations', {
        order_id: crypto.randomUUID(),
        lines: [{ part_id, quantity: 1 }],
      });
    const waiting = [order(stuck), order(stuck)];
    // Who arrives in the same moment shares their batch; these come later.
    await eventually(async () => {
      const [blocked] = await shop.database.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(blocked!.n).toBeGreaterThan(0);
    });
    for (let n = 0; n < 5; n += 1) expect((await order(free)).status).toBe(201);
    await runner.rollbackTransaction();
    await runner.release();
    for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(201);
  });

  it('a service that dies between two lines leaves nothing held', async () => {
    const [a, b] = (await shop.parts(2, { current: 5 })) as [number, number];
    const runner = shop.instances[0]!.app.get(Database).dataSource.createQueryRunner();
    await runner.startTransaction();
    const order = { order_id: crypto.randomUUID(), ttl_seconds: 600, lines: [] };
    const { order_id } = order;
    const moves = movesOf([{ order_id, lines: [{ part_id: a, quantity: 1 }] }], 'held', order_id);
    const tx = new Tx(runner);
    await openReservations(tx, [order], order_id);
    await moveStock(tx, moves, 'reservation_held');
    const [{ pid }] = (await runner.query('select pg_backend_pid() as pid')) as [{ pid: number }];
    const waiting = buy([
      { part_id: a, quantity: 5 },
      { part_id: b, quantity: 5 },
    ]);
    await shop.database.query('select pg_terminate_backend($1)', [pid]);
    expect(await waiting).toBe(10);
    await runner.release().catch(() => undefined);
    expect(await buy([{ part_id: a, quantity: 1 }], order_id)).toBe(0);
  });

  it('the database refuses an oversold shelf even when all code is passed by', async () => {
    const id = await shop.part({ current: 5 });
    const bypass = (sql: string) => shop.database.query(sql, [id]);
    const refused = { code: '23514' };
    const stock = 'inventory.stock_levels';
    await expect(
      bypass(`update ${stock} set reserved_quantity = 6 where part_id = $1`),
    ).rejects.toMatchObject(refused);
    await expect(
      bypass(`update ${stock} set current_stock = -1 where part_id = $1`),
    ).rejects.toMatchObject(refused);
    await expect(
      bypass(`update ${stock} set reserved_quantity = -1 where part_id = $1`),
    ).rejects.toMatchObject(refused);
    await bypass(`update ${stock} set current_stock = 9, version = 1 where part_id = $1`);
    expect(await shop.row(id)).toMatchObject({ current_stock: 9, version: 2 });
  });

  it('ledger, reservations and what was promised in them cannot be rewritten', async () => {
    const part_id = await shop.part({ current: 5 });
    const order_id = crypto.randomUUID();
    await buy([{ part_id, quantity: 1 }], order_id);
    for (const sql of [
      `update inventory.stock_movements set delta = 1`,
      `delete from inventory.stock_movements`,
      `truncate inventory.stock_movements`,
      `update inventory.reservation_lines set quantity = 1`,
      `delete from inventory.reservations where order_id = '${order_id}'`,
    ]) {
      await expect(shop.database.query(sql)).rejects.toMatchObject({ code: '23000' });
    }
  });

  it('the service itself has no right to write the ledger or to make stock vanish', async () => {
    const service = shop.instances[0]!.app.get(Database);
    for (const sql of [
      `insert into stock_movements (part_id, delta, resulting_stock, kind, created_at) values (1, 1, 1, 'set', now())`,
      `delete from stock_levels`,
      `alter table stock_levels disable trigger all`,
      `update catalog.parts set sku = 'x'`,
    ]) {
      await expect(service.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('the books agree with the shelf after all of this', async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });
});
