import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StockMovement } from '../stock/movement.js';
import { Shop } from '../testing/shop.js';

describe('goods that come back', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  type Lines = [part_id: number, quantity: number][];
  const linesOf = (lines: Lines) => lines.map(([part_id, quantity]) => ({ part_id, quantity }));

  async function sell(...lines: Lines): Promise<string> {
    const order_id = crypto.randomUUID();
    await shop.orders('/reservations', { order_id, lines: linesOf(lines) });
    expect((await shop.orders(`/reservations/${order_id}/commit`)).status).toBe(200);
    return order_id;
  }
  const giveBack = (order_id: string, lines: Lines, return_id: string, instance = 0) =>
    shop.orders('/returns', { return_id, order_id, lines: linesOf(lines) }, instance);

  it('lie on the shelf again, and the ledger names order and return', async () => {
    const part_id = await shop.part({ current: 3, min: 0 });
    const order_id = await sell([part_id, 3]);
    const return_id = crypto.randomUUID();
    expect(await giveBack(order_id, [[part_id, 2]], return_id)).toEqual({
      status: 201,
      body: { return_id, order_id, lines: [{ part_id, quantity: 2 }], repeated: false },
    });
    expect(await shop.row(part_id)).toEqual({ current_stock: 2, reserved_quantity: 0, version: 4 });
    const events = await shop.database.query<{ type: string; payload: { reason: string } }>(
      `select type, payload from inventory.outbox where aggregateid = $1 and version = 4 order by seq`,
      [String(part_id)],
    );
    expect(events.map((event) => event.type)).toEqual(['stock.updated', 'stock.replenished']);
    expect(events[0]!.payload.reason).toBe('order_returned');
    const { body } = await shop.staff<{ items: StockMovement[] }>(
      'GET',
      `/parts/${part_id}/stock/movements`,
    );
    expect(body.items[0]).toMatchObject({
      delta: 2,
      kind: 'order_returned',
      reference: order_id,
      reason: `return ${return_id}`,
    });
  });

  it('sent twenty times at once come back once', async () => {
    const part_id = await shop.part({ current: 9 });
    const order_id = await sell([part_id, 4]);
    const return_id = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => giveBack(order_id, [[part_id, 2]], return_id, n % 2)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 7, version: 4 });
  });

  it('under an id that was used for other lines or another order are refused', async () => {
    const [a, b] = (await shop.parts(2, { current: 9 })) as [number, number];
    const [order, other] = [await sell([a, 4], [b, 1]), await sell([b, 4])];
    const return_id = crypto.randomUUID();
    expect((await giveBack(order, [[a, 1]], return_id)).status).toBe(201);
    const mismatch = { status: 409, body: { code: 'return_mismatch' } };
    expect(await giveBack(order, [[a, 2]], return_id)).toMatchObject(mismatch);
    expect(await giveBack(order, [[b, 1]], return_id)).toMatchObject(mismatch);
    expect(await giveBack(other, [[b, 1]], return_id)).toMatchObject(mismatch);
    expect(await shop.row(b)).toMatchObject({ current_stock: 4 });
  });

  it('never are more than were sold, whoever asks at the same time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const part_id = await shop.part({ current: 10 });
      const order_id = await sell([part_id, 5]);
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          giveBack(order_id, [[part_id, 1 + (n % 2)]], crypto.randomUUID(), n % 2),
        ),
      );
      for (const answer of answers.filter(({ status }) => status !== 201)) {
        expect(answer).toMatchObject({ status: 409, body: { code: 'return_too_much' } });
      }
      const row = await shop.row(part_id);
      expect(row.current_stock).toBeGreaterThanOrEqual(9);
      expect(row.current_stock).toBeLessThanOrEqual(10);
    }
  });

  it('what was not in the order does not come back from it, and then nothing of the return does', async () => {
    const [a, b] = (await shop.parts(2, { current: 9 })) as [number, number];
    const order_id = await sell([a, 2]);
    const answer = await giveBack(
      order_id,
      [
        [a, 1],
        [b, 1],
      ],
      crypto.randomUUID(),
    );
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'return_too_much', lines: [{ part_id: b, requested: 1, returnable: 0 }] },
    });
    expect(await shop.row(a)).toMatchObject({ current_stock: 7 });
  });

  it('what never left does not come back', async () => {
    const part_id = await shop.part({ current: 9 });
    const order_id = crypto.randomUUID();
    await shop.orders('/reservations', { order_id, lines: [{ part_id, quantity: 2 }] });
    expect(await giveBack(order_id, [[part_id, 1]], crypto.randomUUID())).toMatchObject({
      status: 409,
      body: { code: 'reservation_not_committed', state: 'held' },
    });
    const unknown = await giveBack(crypto.randomUUID(), [[part_id, 1]], crypto.randomUUID());
    expect(unknown.status).toBe(404);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 9, reserved_quantity: 2 });
  });

  it('a part that is no longer for sale takes its goods back all the same', async () => {
    const part_id = await shop.part({ current: 9 });
    const order_id = await sell([part_id, 2]);
    await shop.database.query('update catalog.parts set deleted_at = now() where id = $1', [
      part_id,
    ]);
    expect((await giveBack(order_id, [[part_id, 2]], crypto.randomUUID())).status).toBe(201);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 9 });
  });

  it('the books agree with the shelf after all of this', async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });

  // Last: what is written past the code never came back to the shelf.
  it('the database refuses too much even when all code is passed by, and returns stay as they are', async () => {
    const [a, b] = (await shop.parts(2, { current: 9 })) as [number, number];
    const order_id = await sell([a, 2]);
    const open = async (): Promise<string> => {
      const id = crypto.randomUUID();
      await shop.database.query(
        `insert into inventory.stock_returns (id, order_id) values ($1, $2)`,
        [id, order_id],
      );
      return id;
    };
    const line = (id: string, part: number, quantity: number) =>
      shop.database.query(`insert into inventory.stock_return_lines values ($1, $2, $3)`, [
        id,
        part,
        quantity,
      ]);
    await expect(line(await open(), a, 3)).rejects.toMatchObject({ code: '23514' });
    await expect(line(await open(), b, 1)).rejects.toMatchObject({ code: '23000' });
    await line(await open(), a, 1);
    await expect(line(await open(), a, 2)).rejects.toMatchObject({ code: '23514' });
    for (const sql of [
      `update inventory.reservation_lines set returned_quantity = 0`,
      `update inventory.reservation_lines set quantity = 9`,
      `delete from inventory.stock_returns`,
      `update inventory.stock_return_lines set quantity = 1`,
    ]) {
      await expect(shop.database.query(sql)).rejects.toMatchObject({ code: '23000' });
    }
  });
});
