import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExternalStockChanged, type EventData } from '@tandem/contracts';
import { Shop, STAFF } from '../testing/shop.js';

/** Real: PostgreSQL, Kafka, Redis. */
describe('pieces that are kept back', () => {
  let shop: Shop;
  let ticks = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop?.close());

  const announce = (
    part_id: number,
    quantity: number,
    over: Partial<EventData<typeof ExternalStockChanged>> = {},
  ) =>
    shop.hear(ExternalStockChanged, {
      ...{ part_id, version: 1, sku: `SKU-${part_id}`, quantity, sequence: 1, counted_through: 0 },
      ...{ as_of: new Date((ticks += 1_000)).toISOString(), ...over },
    });
  const keepBack = (part: number, pieces: number, version?: number) =>
    shop.staff('PUT', `/parts/${part}/stock/safety-buffer`, { pieces, version });
  const counted = async (quantity: number): Promise<number> => {
    const part = await shop.part({ current: 1 });
    await announce(part, quantity);
    return part;
  };
  async function hold(part_id: number, quantity: number) {
    const order_id = crypto.randomUUID();
    const lines = [{ part_id, quantity }];
    return { order_id, ...(await shop.orders('/reservations', { order_id, lines })) };
  }
  const shortfalls = (part: number) =>
    shop.database.query('select missing from inventory.shortfalls where part_id = $1', [part]);

  it('cannot be ordered, at once and after every figure', async () => {
    const part = await counted(10);
    expect((await keepBack(part, 3)).status).toBe(200);
    expect(await shop.row(part)).toMatchObject({ current_stock: 7 });
    expect((await shop.events(part)).at(-1)).toMatchObject({
      type: 'stock.updated',
      payload: { available_stock: 7, changed_by: STAFF.id },
    });
    expect((await hold(part, 8)).status).toBe(409);
    await announce(part, 5);
    expect(await shop.row(part)).toMatchObject({ current_stock: 2 });
    await keepBack(part, 0);
    expect(await shop.row(part)).toMatchObject({ current_stock: 5 });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are never taken from those that are held, and are not missing', async () => {
    const part = await counted(10);
    const { order_id } = await hold(part, 8);
    await keepBack(part, 6);
    expect(await shop.row(part)).toMatchObject({ current_stock: 8, reserved_quantity: 8 });
    expect(await shortfalls(part)).toEqual([]);
    expect((await shop.orders(`/reservations/${order_id}/commit`)).status).toBe(200);
    expect(await shop.row(part)).toMatchObject({ current_stock: 0, reserved_quantity: 0 });
    expect(await shortfalls(part)).toEqual([]);
    expect((await hold(part, 1)).status).toBe(409);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are no more than there is', async () => {
    const part = await counted(4);
    await keepBack(part, 9);
    expect(await shop.row(part)).toMatchObject({ current_stock: 0 });
    expect(await shortfalls(part)).toEqual([]);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are changed against the version that was read', async () => {
    const part = await counted(10);
    const { body: untouched } = await shop.staff('GET', `/parts/${part}/stock/safety-buffer`);
    expect(untouched).toMatchObject({ part_id: part, pieces: 0, version: 0, updated_at: null });
    const both = await Promise.all([keepBack(part, 1, 0), keepBack(part, 2, 0)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body: saved } = await shop.staff('GET', `/parts/${part}/stock/safety-buffer`);
    expect(saved).toMatchObject({ version: 1, updated_by_name: STAFF.name });
    expect(await keepBack(part, 3, 0)).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: saved },
    });
  });

  it('are of parts that an outside system counts', async () => {
    const part = await shop.part({ current: 5 });
    expect(await keepBack(part, 1)).toMatchObject({
      status: 409,
      body: { code: 'not_counted_outside' },
    });
    expect((await keepBack(2_000_000_000, 1)).status).toBe(404);
    expect((await keepBack(await counted(1), -1)).status).toBe(422);
  });
});
