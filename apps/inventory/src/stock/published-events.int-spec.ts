import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StockUpdated } from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport, type ReceivedMessage } from '@tandem/messaging';
import { eventually, backingServices } from '@tandem/testing';
import { Shop } from '../testing/shop.js';

describe('what other services hear of stock on Kafka', () => {
  let shop: Shop;
  const heard: ReceivedMessage[] = [];
  let listening: { close(): Promise<void> };
  beforeAll(async () => {
    shop = await Shop.open({
      instances: 2,
      env: { KAFKA_BROKERS: backingServices().kafka.join(',') },
    });
    const transport = shop.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT);
    listening = transport.subscribe({
      group: 'somebody-else',
      topics: [StockUpdated.topic],
      onMessage: async (message) => void heard.push(message),
    });
  });
  afterAll(async () => {
    await listening?.close();
    await shop?.close();
  });

  it('is every change of a part, in order, with who asked and the data as it was', async () => {
    const id = await shop.part({ current: 100 });
    const headers = { 'x-correlation-id': 'corr-stock-events' };
    for (let n = 1; n <= 30; n += 1) {
      await shop.staff(
        'POST',
        `/parts/${id}/stock/adjust`,
        { delta: -1, reason: 'r' },
        headers,
        n % 2,
      );
    }
    const ofPart = () => heard.filter((message) => message.key === String(id));
    await eventually(() => expect(ofPart().length).toBeGreaterThanOrEqual(30), {
      timeoutMs: 60_000,
    });
    const data = ofPart().map(
      (message) => JSON.parse(message.value.toString()) as Record<string, unknown>,
    );
    expect(data.map((one) => one['version'])).toEqual(Array.from({ length: 30 }, (_, n) => n + 2));
    expect(data.at(-1)).toMatchObject({
      part_id: id,
      current_stock: 70,
      available_stock: 70,
      reason: 'adjusted',
    });
    expect(ofPart()[0]!.headers).toMatchObject({
      ce_type: 'stock.updated',
      ce_source: '/tandem/inventory',
      ce_subject: String(id),
      ce_correlationid: 'corr-stock-events',
    });
  });
});
