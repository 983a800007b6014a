import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ExternalStockChanged,
  G2aOrderUpdated,
  G2aStockChanged,
  type EventData,
} from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import type { StockMovement } from '../stock/movement.js';
import { Shop } from '../testing/shop.js';

type Purchase = EventData<typeof G2aOrderUpdated>;

/** Real: PostgreSQL, Kafka, Redis. */
describe('stock that an outside system counts', () => {
  let shop: Shop;
  let ticks = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2, env: { INVENTORY_SALE_NUMBERS_INTERVAL_MS: '50' } });
  });
  afterAll(() => shop?.close());

  const later = () => new Date((ticks += 1_000)).toISOString();
  const figure = (
    part_id: number,
    quantity: number,
    over: Partial<EventData<typeof ExternalStockChanged>> = {},
  ) => ({
    part_id,
    version: 1,
    sku: `SKU-${part_id}`,
    quantity,
    sequence: 1,
    counted_through: 0,
    as_of: later(),
    ...over,
  });
  const warehouse = (...figures: EventData<typeof ExternalStockChanged>[]) =>
    shop.hear(ExternalStockChanged, ...figures);
  const g2a = (part_id: number, quantity: number, as_of = later()) =>
    shop.hear(G2aStockChanged, { part_id, version: 1, external_id: 'G', quantity, as_of });

  async function hold(part_id: number, quantity: number): Promise<string> {
    const order_id = crypto.randomUUID();
    const lines = [{ part_id, quantity }];
    expect((await shop.orders('/reservations', { order_id, lines })).status).toBe(201);
    return order_id;
  }
  async function sell(part_id: number, quantity: number): Promise<string> {
    const order = await hold(part_id, quantity);
    expect((await shop.orders(`/reservations/${order}/commit`)).status).toBe(200);
    return order;
  }
  const sales = (part_id: number) =>
    shop.database.query<{
      reference: string;
      quantity: number;
      number: number | null;
      state: string;
    }>(
      `select reference, quantity, number::int, state from inventory.sales where part_id = $1 order by sold_at, reference`,
      [part_id],
    );
  const numbered = (part_id: number) =>
    eventually(async () => {
      const all = await sales(part_id);
      expect(all.filter(({ number }) => number === null)).toEqual([]);
      return all;
    });
  const stock = async (part_id: number) => (await shop.row(part_id)).current_stock;

  it('is what it announces, told and cached like every change', async () => {
    const part = await shop.part({ current: 5, min: 2 });
    await warehouse(figure(part, 40));
    expect(await shop.row(part)).toEqual({ current_stock: 40, reserved_quantity: 0, version: 2 });
    expect((await shop.events(part)).at(-1)).toMatchObject({
      type: 'stock.updated',
      version: 2,
      payload: { current_stock: 40, reason: 'external', changed_by: null, min_stock_level: 2 },
    });
    const { body } = await shop.staff<{ items: StockMovement[] }>(
      'GET',
      `/parts/${part}/stock/movements`,
    );
    expect(body.items[0]).toMatchObject({ delta: 35, kind: 'external', actor: null });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('a part that was never on the shelf gets its first stock by it', async () => {
    const part = await shop.part();
    await warehouse(figure(part, 0));
    expect(await shop.row(part)).toEqual({ current_stock: 0, reserved_quantity: 0, version: 1 });
  });

  it('an older figure than the last one changes nothing, however it arrives', async () => {
    const part = await shop.part({ current: 5 });
    const older = figure(part, 90);
    const newer = figure(part, 7);
    await warehouse(newer);
    await warehouse(older);
    await warehouse({ ...newer, quantity: 80, sequence: 0 });
    await g2a(part, 70);
    expect(await shop.row(part)).toMatchObject({ current_stock: 7, version: 2 });
    await warehouse({ ...newer, quantity: 6, sequence: 2 });
    expect(await stock(part)).toBe(6);
  });

  it('many figures at once leave the newest of each part', async () => {
    const parts = await shop.parts(20, { current: 1 });
    const told = Array.from({ length: 5 }, (_, n) =>
      parts.map((part) => figure(part, n + 1)),
    ).flat();
    await warehouse(...told, figure(2_000_000_000, 3));
    for (const part of parts) expect(await stock(part)).toBe(5);
  });

  it('is less what was sold, until a figure says that it is without the sale', async () => {
    const part = await shop.part({ current: 1 });
    await warehouse(figure(part, 10));
    const order = await sell(part, 3);
    const [sale] = await numbered(part);
    expect(sale).toMatchObject({ reference: `${order}:${part}`, quantity: 3, state: 'open' });
    await warehouse(figure(part, 10, { counted_through: sale!.number! - 1 }));
    expect(await stock(part)).toBe(7);
    await warehouse(figure(part, 7, { counted_through: sale!.number! }));
    expect(await stock(part)).toBe(7);
    expect(await sales(part)).toMatchObject([{ state: 'counted' }]);
  });

  it('what is sold of other parts is nobody else’s business', async () => {
    const part = await shop.part({ current: 9 });
    await sell(part, 1);
    expect(await sales(part)).toEqual([]);
  });

  it('sales get numbers without a gap, and each is told once under its own', async () => {
    const parts = await shop.parts(3, { current: 1 });
    await warehouse(...parts.map((part) => figure(part, 100)));
    await Promise.all(Array.from({ length: 30 }, (_, n) => sell(parts[n % 3]!, 1)));
    for (const part of parts) await numbered(part);
    const numbers = await shop.database.query<{ number: number; told: number }>(
      `select s.number::int, (select count(*)::int from inventory.outbox e where e.type = 'sale.numbered'
          and e.aggregateid = s.reference and (e.payload ->> 'number')::int = s.number) as told
         from inventory.sales s where s.source = 'warehouse' order by s.number`,
    );
    expect(numbers).toEqual(numbers.map((_, n) => ({ number: n + 1, told: 1 })));
  });

  it('goods that come back are put back outside too', async () => {
    const part = await shop.part({ current: 1 });
    await warehouse(figure(part, 10));
    const order = await sell(part, 3);
    const return_id = crypto.randomUUID();
    const lines = [{ part_id: part, quantity: 2 }];
    const back = { return_id, order_id: order, lines };
    await shop.sendAs('order', 'POST', '/returns', { body: back });
    await shop.sendAs('order', 'POST', '/returns', { body: back });
    expect(await stock(part)).toBe(9);
    const all = await numbered(part);
    expect(all.at(-1)).toMatchObject({ reference: `return:${return_id}:${part}`, quantity: -2 });
    await warehouse(figure(part, 7, { counted_through: all[0]!.number! }));
    expect(await stock(part)).toBe(9);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('staff may say otherwise until the next figure', async () => {
    const part = await shop.part({ current: 1 });
    await warehouse(figure(part, 10));
    await shop.staff('PUT', `/parts/${part}/stock`, { current_stock: 4 });
    const held = await hold(part, 1);
    await shop.orders(`/reservations/${held}/release`);
    expect(await stock(part)).toBe(4);
    await warehouse(figure(part, 11));
    expect(await stock(part)).toBe(11);
  });

  describe('of games, sold key by key', () => {
    const purchase = (order_id: string, part_id: number, over: Partial<Purchase>): Purchase => ({
      purchase_id: crypto.randomUUID(),
      version: 1,
      order_id,
      part_id,
      unit: 1,
      state: 'created',
      reason: null,
      bought_at: null,
      updated_at: new Date().toISOString(),
      ...over,
    });

    it('counts a key when it was bought before the figure was asked for', async () => {
      const part = await shop.part({ current: 1 });
      await g2a(part, 10);
      const order = await sell(part, 2);
      const [early, bought, late] = [later(), later(), later()];
      await shop.hear(G2aOrderUpdated, purchase(order, part, { state: 'paid', bought_at: bought }));
      await g2a(part, 10, early);
      expect(await stock(part)).toBe(8);
      await g2a(part, 9, late);
      expect(await stock(part)).toBe(8);
      expect(await sales(part)).toMatchObject([
        { reference: `${order}:${part}:1`, quantity: 1, state: 'counted', number: null },
        { reference: `${order}:${part}:2`, quantity: 1, state: 'open' },
      ]);
    });

    it('the news of a purchase may come after the figure that is without the key', async () => {
      const part = await shop.part({ current: 1 });
      await g2a(part, 10);
      const order = await sell(part, 1);
      const bought_at = later();
      await g2a(part, 9);
      expect(await stock(part)).toBe(8);
      await shop.hear(G2aOrderUpdated, purchase(order, part, { state: 'delivered', bought_at }));
      expect(await stock(part)).toBe(9);
    });

    it('a key that is never bought never leaves G2A', async () => {
      const part = await shop.part({ current: 1 });
      await g2a(part, 10);
      const order = await sell(part, 2);
      await shop.hear(G2aOrderUpdated, purchase(order, part, { state: 'refund' }));
      expect(await stock(part)).toBe(9);
      expect(await sales(part)).toMatchObject([{ state: 'void' }, { state: 'open' }]);
    });

    it('an order that is off before anybody bought a key gives all of them back', async () => {
      const part = await shop.part({ current: 1 });
      await g2a(part, 10);
      const order = await sell(part, 3);
      const lines = [{ part_id: part, quantity: 3 }];
      const body = { return_id: crypto.randomUUID(), order_id: order, lines };
      await shop.sendAs('order', 'POST', '/returns', { body });
      expect(await stock(part)).toBe(10);
      expect(await shop.discrepancies()).toEqual([]);
    });
  });
});
