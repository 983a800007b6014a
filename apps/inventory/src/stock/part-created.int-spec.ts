import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PartCreated } from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { eventually, backingServices } from '@tandem/testing';
import { Shop } from '../testing/shop.js';

describe.each([
  ['Kafka', () => backingServices().kafka.join(',')],
  ['the bus of the process', () => ''],
])('a part that the catalogue announces over %s', (_, brokers) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ env: { KAFKA_BROKERS: brokers() } });
  });
  afterAll(() => shop?.close());

  async function announce(partId: number, eventId: string = crypto.randomUUID()): Promise<void> {
    const now = new Date().toISOString();
    const part = {
      id: partId,
      kind: 'physical',
      sku: 'NEW-1',
      slug: 'new',
      part_name: 'New',
      description: '',
      category: null,
      price: { amount: '1.00', currency: 'EUR' },
      specifications: [],
      images: [],
      version: 1,
      updated_at: now,
    };
    const data = { part_id: partId, version: 1, kind: 'physical', sku: 'NEW-1', changed: [], part };
    const headers = {
      ce_specversion: '1.0',
      ce_id: eventId,
      ce_type: PartCreated.type,
      ce_source: '/tandem/catalog',
      ce_subject: String(partId),
      ce_time: now,
    };
    const transport = shop.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT);
    const value = Buffer.from(JSON.stringify(data));
    const message = { key: String(partId), value, headers };
    // As a relay does: a busy broker refuses what comes to a topic it has only just made.
    await eventually(() => transport.publish(PartCreated.topic, [message]), { everyMs: 200 });
  }
  const handled = (eventId: string) =>
    eventually(
      async () =>
        (await shop.database.query('select from inventory.inbox where event_id = $1', [eventId]))
          .length === 1,
      { timeoutMs: 60_000 },
    );

  it('gets an empty shelf, which looks like no shelf at all', async () => {
    const id = await shop.part();
    const before = (await shop.staff('GET', `/parts/${id}/stock`)).body;
    const event = crypto.randomUUID();
    await announce(id, event);
    await handled(event);
    expect(await shop.row(id)).toEqual({ current_stock: 0, reserved_quantity: 0, version: 0 });
    const after = (await shop.staff('GET', `/parts/${id}/stock`)).body;
    expect({ ...after, updated_at: null }).toEqual(before);
  });

  it('keeps the stock that somebody entered sooner, however often it is announced', async () => {
    const id = await shop.part();
    await shop.staff('PUT', `/parts/${id}/stock`, { current_stock: 7 });
    const [first, last] = [crypto.randomUUID(), crypto.randomUUID()];
    await announce(id, first);
    await announce(id, first);
    await announce(id, last);
    await handled(last);
    expect(await shop.row(id)).toEqual({ current_stock: 7, reserved_quantity: 0, version: 1 });
  });

  it('and is gone again by then: nothing is made of it, nothing gets stuck behind it', async () => {
    const [deleted, unknown] = [await shop.part({ deleted: true }), 2_000_000_000];
    const last = crypto.randomUUID();
    await announce(deleted);
    await announce(unknown);
    await announce(deleted, last);
    await handled(last);
    expect(await shop.row(deleted)).toBeUndefined();
    expect(await shop.database.query('select type, error from inventory.dead_letters')).toEqual([]);
  });
});
