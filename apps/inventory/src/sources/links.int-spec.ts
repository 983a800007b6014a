import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ExternalStockChanged,
  G2aStockChanged,
  ProductUnlinked,
  type EventData,
} from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import { Shop } from '../testing/shop.js';

/** Real: PostgreSQL, Kafka, Redis. */
describe('a part whose link to a product outside was undone', () => {
  let shop: Shop;
  let ticks = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    shop = await Shop.open({ env: { INVENTORY_SALE_NUMBERS_INTERVAL_MS: '50' } });
  });
  afterAll(() => shop?.close());

  const later = () => new Date((ticks += 1_000)).toISOString();
  const announce = (
    part_id: number,
    quantity: number,
    over: Partial<EventData<typeof ExternalStockChanged>> = {},
  ) =>
    shop.hear(ExternalStockChanged, {
      ...{ part_id, version: 1, sku: `SKU-${part_id}`, link: 1, quantity },
      ...{ sequence: 1, counted_through: 0, as_of: later(), ...over },
    });
  const unlink = (part_id: number, link: number) =>
    shop.hear(ProductUnlinked, {
      ...{ part_id, version: link, system: 'warehouse' as const },
      ...{ external_id: `SKU-${part_id}`, unlinked_at: new Date().toISOString() },
    });
  async function hold(part_id: number, quantity: number): Promise<string> {
    const order_id = crypto.randomUUID();
    const lines = [{ part_id, quantity }];
    expect((await shop.orders('/reservations', { order_id, lines })).status).toBe(201);
    return order_id;
  }
  async function sell(part_id: number, quantity: number): Promise<void> {
    const order = await hold(part_id, quantity);
    expect((await shop.orders(`/reservations/${order}/commit`)).status).toBe(200);
  }
  const view = async (part_id: number) =>
    (
      await shop.staff<{ current_stock: number; version: number; source: string | null }>(
        'GET',
        `/parts/${part_id}/stock`,
      )
    ).body;

  it('keeps what is on the shelf, and staff own it again', async () => {
    const part = await shop.part({ current: 1 });
    await announce(part, 10);
    const { version } = await view(part);
    await unlink(part, 1);
    expect(await view(part)).toMatchObject({
      current_stock: 10,
      source: null,
      version: version + 1,
    });
    expect((await shop.events(part)).at(-1)).toMatchObject({
      type: 'stock.updated',
      version: version + 1,
    });
    await announce(part, 3);
    expect(await view(part)).toMatchObject({ current_stock: 10, source: null });
    await shop.staff('PUT', `/parts/${part}/stock`, { current_stock: 4 });
    await sell(part, 1);
    expect(await view(part)).toMatchObject({ current_stock: 3, source: null });
    await unlink(part, 1);
    expect(await view(part)).toMatchObject({ current_stock: 3, version: version + 4 });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('may be counted by another product, whose older figure counts all the same', async () => {
    const part = await shop.part({ current: 1 });
    const before = later();
    await announce(part, 10);
    await sell(part, 4);
    await unlink(part, 1);
    await announce(part, 20, { sku: 'OTHER', link: 2, as_of: before });
    expect(await view(part)).toMatchObject({ current_stock: 20, source: 'warehouse' });
    await announce(part, 9);
    await unlink(part, 1);
    expect(await view(part)).toMatchObject({ current_stock: 20, source: 'warehouse' });
    const sale = await eventually(async () => {
      const [told] = await shop.database.query<{ payload: object }>(
        `select payload from inventory.outbox where type = 'sale.numbered' and payload ->> 'part_id' = $1`,
        [String(part)],
      );
      expect(told).toBeDefined();
      return told!.payload;
    });
    expect(sale).toMatchObject({ sku: `SKU-${part}`, quantity: 4 });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('hears of a new link before it hears that the old one was undone', async () => {
    const part = await shop.part({ current: 1 });
    await announce(part, 10);
    await announce(part, 7, { sku: 'NEXT', link: 2, as_of: new Date(0).toISOString() });
    await unlink(part, 1);
    expect(await view(part)).toMatchObject({ current_stock: 7, source: 'warehouse' });
    await unlink(part, 2);
    await unlink(part, 1);
    await announce(part, 30, { link: 1 });
    expect(await view(part)).toMatchObject({ current_stock: 7, source: null });
  });

  it('is not counted by a link whose first figure comes when it is undone already', async () => {
    const part = await shop.part();
    await unlink(part, 3);
    await shop.hear(G2aStockChanged, {
      ...{ part_id: part, version: 1, external_id: 'G', link: 3, quantity: 8, as_of: later() },
    });
    expect(await view(part)).toMatchObject({ current_stock: 0, source: null });
  });

  it('counts the sales again that are open when the same product is linked anew', async () => {
    const part = await shop.part({ current: 1 });
    await announce(part, 10);
    await sell(part, 2);
    await unlink(part, 1);
    await announce(part, 10, { link: 2 });
    expect(await view(part)).toMatchObject({ current_stock: 8, source: 'warehouse' });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('lacks nothing any more', async () => {
    const part = await shop.part({ current: 1 });
    await announce(part, 10);
    await hold(part, 8);
    await announce(part, 3);
    await unlink(part, 1);
    expect(await view(part)).toMatchObject({ current_stock: 8, source: null });
    const found = await shop.database.query(
      `select state, missing from inventory.shortfalls where part_id = $1`,
      [part],
    );
    expect(found).toEqual([{ state: 'resolved', missing: 0 }]);
    expect(await shop.discrepancies()).toEqual([]);
  });
});
