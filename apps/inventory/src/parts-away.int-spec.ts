import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '@tandem/testing';
import { Shop } from './testing/shop.js';

describe('while Redis and Kafka are both away', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({
      env: {
        REDIS_URL: `redis://127.0.0.1:${await freePort()}/7`,
        KAFKA_BROKERS: `127.0.0.1:${await freePort()}`,
      },
    });
  });
  afterAll(() => shop?.close());

  it('stock is changed, held and paid for, without anybody waiting for them', async () => {
    const part_id = await shop.part({ current: 10 });
    const order_id = crypto.randomUUID();
    const lines = [{ part_id, quantity: 2 }];
    const statuses = [
      await shop.staff('PUT', `/parts/${part_id}/stock`, { current_stock: 20 }),
      await shop.orders('/reservations', { order_id, lines }),
      await shop.orders(`/reservations/${order_id}/commit`),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 201, 200]);
    expect(await shop.row(part_id)).toMatchObject({ current_stock: 18, reserved_quantity: 0 });
  });

  it('the events wait in the outbox', async () => {
    const [count] = await shop.database.query<{ waiting: number; sent: number }>(
      `select count(*) filter (where published_at is null)::int as waiting,
              count(*) filter (where published_at is not null)::int as sent from inventory.outbox`,
    );
    expect(count).toEqual({ waiting: 5, sent: 0 });
  });

  it('the service says that it is ready, and what it misses', async () => {
    const { status, body } = await shop.send<{
      status: string;
      checks: Record<string, { status: string }>;
    }>('GET', '/health/ready');
    expect(status).toBe(200);
    expect(body.status).toBe('degraded');
    expect(body.checks).toMatchObject({
      postgres: { status: 'up' },
      redis: { status: 'down' },
      kafka: { status: 'down' },
    });
  });
});
