import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, proofSize } from '@tandem/testing';
import { Shop } from '../testing/shop.js';
import { ExpirySweeper } from './expiry-sweeper.js';
import type { ReservationDto } from './reservations.dto.js';

describe('what becomes of a reservation', () => {
  let shop: Shop;
  beforeAll(async () => {
    // The sweepers come by once a minute on their own: in here the tests say when.
    shop = await Shop.open({ instances: 2, env: { INVENTORY_EXPIRY_INTERVAL_MS: '60000' } });
  });
  afterAll(() => shop?.close());

  async function hold(part_id: number, quantity: number, ttl_seconds?: number): Promise<string> {
    const order_id = crypto.randomUUID();
    const lines = [{ part_id, quantity }];
    const answer = await shop.orders('/reservations', { order_id, lines, ttl_seconds });
    expect(answer.status).toBe(201);
    return order_id;
  }
  const end = (order: string, how: 'commit' | 'release', instance = 0) =>
    shop.orders<ReservationDto & { code: string }>(
      `/reservations/${order}/${how}`,
      undefined,
      instance,
    );
  const sweepers = () => shop.instances.map((instance) => instance.app.get(ExpirySweeper));
  const pastItsTime = (order: string) =>
    shop.database.query(
      `alter table inventory.reservations disable trigger reservations_settle_once;
       update inventory.reservations set expires_at = now() - interval '1 s' where order_id = '${order}';
       alter table inventory.reservations enable trigger reservations_settle_once`,
    );
  const typesOf = async (id: number | string) => (await shop.events(id)).map((event) => event.type);

  it('tells what is held and until when', async () => {
    const part_id = await shop.part({ current: 5 });
    const order = await hold(part_id, 2, 60);
    const { status, body } = await shop.orders<ReservationDto>(
      `/reservations/${order}`,
      undefined,
      0,
      'GET',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      order_id: order,
      state: 'held',
      lines: [{ part_id, quantity: 2 }],
    });
    const left = Date.parse(body.expires_at) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(61_000);
  });

  it('paid: stock and reserved go down together, the ledger names the order', async () => {
    const part_id = await shop.part({ current: 5 });
    const order = await hold(part_id, 2);
    expect(await end(order, 'commit')).toMatchObject({ status: 200, body: { state: 'committed' } });
    expect(await shop.row(part_id)).toEqual({ current_stock: 3, reserved_quantity: 0, version: 3 });
    const page = await shop.staff<{ items: object[] }>('GET', `/parts/${part_id}/stock/movements`);
    expect(page.body.items[0]).toMatchObject({
      delta: -2,
      resulting_stock: 3,
      kind: 'reservation_committed',
      reference: order,
    });
    expect(await typesOf(order)).toEqual(['reservation.created', 'reservation.committed']);
    expect(await typesOf(part_id)).toEqual(['stock.updated', 'stock.updated']);
  });

  it('given up: the stock is free again and the ledger knows nothing of it', async () => {
    const part_id = await shop.part({ current: 2 });
    const order = await hold(part_id, 2);
    expect(await end(order, 'release')).toMatchObject({ status: 200, body: { state: 'released' } });
    expect(await shop.row(part_id)).toEqual({ current_stock: 2, reserved_quantity: 0, version: 3 });
    expect(await typesOf(part_id)).toEqual([
      'stock.updated',
      'stock.depleted',
      'stock.low',
      'stock.updated',
      'stock.replenished',
    ]);
    const page = await shop.staff<{ items: object[] }>('GET', `/parts/${part_id}/stock/movements`);
    expect(page.body.items).toHaveLength(1);
  });

  it.each(['commit', 'release'] as const)(
    '%s sent twenty times at once happens once',
    async (how) => {
      const part_id = await shop.part({ current: 5 });
      const order = await hold(part_id, 2);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => end(order, how, n % 2)),
      );
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      const left = how === 'commit' ? 3 : 5;
      expect(await shop.row(part_id)).toEqual({
        current_stock: left,
        reserved_quantity: 0,
        version: 3,
      });
    },
  );

  it('what is over stays over', async () => {
    const part_id = await shop.part({ current: 9 });
    const [paid, off] = [await hold(part_id, 2), await hold(part_id, 2)];
    await end(paid, 'commit');
    await end(off, 'release');
    const over = { status: 409, body: { code: 'reservation_over' } };
    expect(await end(paid, 'release')).toMatchObject(over);
    expect(await end(off, 'commit')).toMatchObject(over);
    const again = { order_id: off, lines: [{ part_id, quantity: 2 }] };
    expect(await shop.orders('/reservations', again)).toMatchObject(over);
    expect(await shop.orders('/reservations', { ...again, order_id: paid })).toMatchObject({
      status: 200,
      body: { state: 'committed' },
    });
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 7, reserved_quantity: 0 });
  });

  it('an order without a reservation is 404', async () => {
    const unknown = crypto.randomUUID();
    expect((await end(unknown, 'commit')).status).toBe(404);
    expect((await shop.orders(`/reservations/${unknown}`, undefined, 0, 'GET')).status).toBe(404);
  });

  it('an order given up before it was ever seen gets no stock any more, however late it asks', async () => {
    const part_id = await shop.part({ current: 5 });
    const order_id = crypto.randomUUID();
    const released = { status: 200, body: { order_id, state: 'released', lines: [] } };
    expect(await end(order_id, 'release')).toMatchObject(released);
    expect(await end(order_id, 'release', 1)).toMatchObject(released);
    const late = await shop.orders('/reservations', {
      order_id,
      lines: [{ part_id, quantity: 1 }],
    });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'reservation_over', state: 'released' },
    });
    expect((await end(order_id, 'commit')).status).toBe(409);
    expect(await shop.row(part_id)).toMatchObject({ reserved_quantity: 0, version: 1 });
    expect(await shop.events(order_id)).toEqual([]);
  });

  it('a reservation and its release that pass each other on the way leave nothing held, 50 rounds (5 in CI)', async () => {
    const part_id = await shop.part({ current: 5 });
    for (let round = 0; round < proofSize(50); round += 1) {
      const order_id = crypto.randomUUID();
      const hold = () =>
        shop.orders('/reservations', { order_id, lines: [{ part_id, quantity: 1 }] }, round % 2);
      const [reserved, released] = await Promise.all(
        round % 4 < 2
          ? [hold(), end(order_id, 'release')]
          : [end(order_id, 'release'), hold()].reverse(),
      );
      expect([201, 409]).toContain(reserved!.status);
      expect(released).toMatchObject({ status: 200, body: { state: 'released' } });
      expect((await shop.row(part_id)).reserved_quantity).toBe(0);
    }
  });

  it('not paid in time: the sweeper frees the stock, and giving it up then is fine', async () => {
    const part_id = await shop.part({ current: 2 });
    const [late, early] = [await hold(part_id, 1), await hold(part_id, 1)];
    await pastItsTime(late);
    await sweepers()[0]!.sweep();
    expect(await shop.row(part_id)).toMatchObject({ reserved_quantity: 1 });
    expect(await typesOf(late)).toEqual(['reservation.created', 'reservation.expired']);
    expect(await typesOf(early)).toEqual(['reservation.created']);
    const [expired, stock] = await shop.database.query<{ headers: Record<string, string> }>(
      `select headers from inventory.outbox where aggregateid in ($1, $2) order by seq desc limit 2`,
      [late, String(part_id)],
    );
    expect(expired!.headers).toEqual({
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/),
      ce_correlationid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(stock!.headers).toEqual(expired!.headers);
    // Given up as well: from now on even a late payment gets nothing, though the pieces are there.
    for (const instance of [0, 1]) {
      const released = { status: 200, body: { state: 'released' } };
      expect(await end(late, 'release', instance)).toMatchObject(released);
    }
    expect((await end(late, 'commit')).status).toBe(409);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 2, reserved_quantity: 1 });
    expect((await typesOf(late)).slice(2)).toEqual(['reservation.released']);
  });

  it('paid for too late, the pieces are still had if nobody else took them, all or none', async () => {
    const [part_id, other] = [await shop.part({ current: 2 }), await shop.part({ current: 5 })];
    const order_id = crypto.randomUUID();
    const lines = [
      { part_id, quantity: 2 },
      { part_id: other, quantity: 1 },
    ];
    await shop.orders('/reservations', { order_id, lines });
    await pastItsTime(order_id);
    await sweepers()[0]!.sweep();
    const quicker = await hold(part_id, 1);
    const short = { status: 409, body: { code: 'reservation_over', state: 'expired' } };
    expect(await end(order_id, 'commit')).toMatchObject(short);
    expect(await shop.row(other)).toMatchObject({ current_stock: 5, reserved_quantity: 0 });
    await end(quicker, 'release');
    expect(await end(order_id, 'commit')).toMatchObject({ body: { state: 'committed' } });
    expect(await end(order_id, 'commit', 1)).toMatchObject({ body: { state: 'committed' } });
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 0, reserved_quantity: 0 });
    expect(await shop.row(other)).toMatchObject({ current_stock: 4, reserved_quantity: 0 });
    expect(await typesOf(order_id)).toEqual([
      'reservation.created',
      'reservation.expired',
      'reservation.committed',
    ]);
  });

  it('late payments of more than there is: as many as there is are served, 20 rounds (3 in CI)', async () => {
    for (let round = 0; round < proofSize(20); round += 1) {
      const part_id = await shop.part({ current: 6 });
      const late: string[] = [];
      for (let n = 0; n < 3; n += 1) late.push(await hold(part_id, 2));
      for (const order of late) await pastItsTime(order);
      await sweepers()[0]!.sweep();
      const fresh = await hold(part_id, 1);
      const answers = await Promise.all([
        ...late.map((order, n) => end(order, 'commit', n % 2)),
        end(fresh, 'commit', round % 2),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
      expect(answers.at(-1)!.status).toBe(200);
      expect(await shop.row(part_id)).toMatchObject({ current_stock: 1, reserved_quantity: 0 });
    }
  });

  it('the sweeper comes by itself', async () => {
    const quick = await Shop.open({ env: { INVENTORY_EXPIRY_INTERVAL_MS: '20' } });
    try {
      const part_id = await quick.part({ current: 2 });
      const order_id = crypto.randomUUID();
      await quick.orders('/reservations', {
        order_id,
        lines: [{ part_id, quantity: 2 }],
        ttl_seconds: 1,
      });
      expect(await quick.row(part_id)).toMatchObject({ reserved_quantity: 2 });
      await eventually(async () => (await quick.row(part_id)).reserved_quantity === 0);
      expect((await quick.events(order_id)).at(-1)).toMatchObject({
        type: 'reservation.expired',
        version: 2,
        payload: { reason: 'time_up' },
      });
    } finally {
      await quick.close();
    }
  });

  it('sweepers of several instances share the work and free each one once', async () => {
    const part_id = await shop.part({ current: 30 });
    const orders: string[] = [];
    for (let n = 0; n < 30; n += 1) orders.push(await hold(part_id, 1));
    for (const order of orders) await pastItsTime(order);
    const freed = await Promise.all(
      [...sweepers(), ...sweepers()].map((sweeper) => sweeper.sweep()),
    );
    expect(freed.reduce((a, b) => a + b)).toBe(30);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 30, reserved_quantity: 0 });
    for (const order of orders) {
      expect(await typesOf(order)).toEqual(['reservation.created', 'reservation.expired']);
    }
  });

  it('payment and expiry at the same moment: who has paid gets the pieces, 50 rounds (5 in CI)', async () => {
    for (let round = 0; round < proofSize(50); round += 1) {
      const part_id = await shop.part({ current: 5 });
      const order = await hold(part_id, 2);
      await pastItsTime(order);
      const pay = () => end(order, 'commit', 1);
      const sweep = () => sweepers()[0]!.sweep();
      const [paid] =
        round % 2
          ? await Promise.all([pay(), sweep()])
          : (await Promise.all([sweep(), pay()])).reverse();
      expect(paid).toMatchObject({ status: 200, body: { state: 'committed' } });
      expect(await shop.row(part_id)).toMatchObject({ current_stock: 3, reserved_quantity: 0 });
      const types = await typesOf(order);
      expect(types.filter((type) => type !== 'reservation.expired')).toEqual([
        'reservation.created',
        'reservation.committed',
      ]);
      expect(types.at(-1)).toBe('reservation.committed');
    }
  });

  it('the order service asks for stock and gets it from the database, live parts only', async () => {
    const part_id = await shop.part({ current: 5, min: 1 });
    const bare = await shop.part();
    const deleted = await shop.part({ current: 5, deleted: true });
    await hold(part_id, 2);
    const answer = await shop.orders('/stock/query', {
      part_ids: [deleted, bare, part_id, 2_000_000_000],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        items: [
          { part_id, current_stock: 5, reserved_quantity: 2, available_stock: 3, version: 2 },
          { part_id: bare, current_stock: 0, available_stock: 0, version: 0 },
        ],
      },
    });
  });

  it('the books agree with the shelf after all of this', async () => {
    expect(await shop.discrepancies()).toEqual([]);
  });
});
