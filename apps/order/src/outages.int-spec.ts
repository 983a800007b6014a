import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outages } from '@tandem/observability';
import { TcpProxy, eventually, freePort, logOf, backingServices } from '@tandem/testing';
import { Shop, type Person } from './testing/shop.js';

interface Line extends Record<string, unknown> {
  level: string;
  msg: string;
  backing_service?: string;
  work?: Record<string, number> | string;
}

const MANY = 300;
const LOOPS = ['a round of background work failed', 'the relay lost its database connection'];
let shop: Shop;
let database: TcpProxy;
let redis: TcpProxy;
let shopper: Person;
beforeAll(async () => {
  shop = await Shop.open({ instances: 0 });
  database = await TcpProxy.inFrontOf(shop.database.urlOf('orders'));
  redis = await TcpProxy.inFrontOf(backingServices().redis);
  shopper = await shop.customer();
});
afterAll(async () => {
  await shop?.close();
  await database?.close();
  await redis?.close();
});

/** What the service, with everything that works in its background, logs until `outage` is over, defects aside. */
async function logged(outage: () => Promise<void>): Promise<Line[]> {
  const lines = await logOf(async () => {
    await shop.start({
      ORDER_DATABASE_URL: database.through(shop.database.urlOf('orders')),
      REDIS_URL: redis.through(backingServices().redis),
      KAFKA_BROKERS: `127.0.0.1:${await freePort()}`,
      INVENTORY_URL: `http://127.0.0.1:${await freePort()}`,
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      ORDER_ANSWER_DEADLINE_MS: '400',
      LOG_LEVEL: 'info',
    });
    try {
      await outage();
    } finally {
      database.restore();
      redis.restore();
      await shop.instances.pop()!.stop();
    }
  });
  // On a machine so slow that it takes minutes, an outage that lasts is said again.
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ msg }) => msg !== 'a backing service is still not available');
}

async function ask(times: number, one: () => Promise<{ status: number }>): Promise<void> {
  for (let asked = 0; asked < times; asked += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, one));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
  }
}

describe('a service that loses a backing service', () => {
  it('says that the database is away once, and at its return what has failed meanwhile', async () => {
    const lines = await logged(async () => {
      database.cut();
      await ask(MANY, () => shop.call('GET', '/cart', { as: shopper }));
      await ask(MANY, () =>
        shop.call('POST', '/cart/items', { as: shopper, body: { part_id: 1, quantity: 1 } }),
      );
      await shop.send('GET', '/health/ready');
      // The loops look about once a second, and how often beside six hundred requests is the machine's choice.
      await eventually(() => LOOPS.every((work) => outages.failures('postgres', work) > 0), {
        timeoutMs: 90_000,
      });
      database.restore();
      await eventually(() => outages.failures('postgres') === 0, { timeoutMs: 90_000 });
    });
    expect(lines.filter(({ backing_service }) => backing_service === 'kafka')).toHaveLength(1);
    const ofDatabase = lines.filter(({ backing_service }) => backing_service === 'postgres');
    expect(ofDatabase.map(({ msg }) => msg)).toEqual([
      'a backing service is away: what fails for it is counted',
      'a backing service answers again',
    ]);
    const work = ofDatabase[1]!.work as Record<string, number>;
    expect(work['request failed']).toBeGreaterThanOrEqual(2 * MANY);
    expect(Object.keys(work)).toEqual(expect.arrayContaining(LOOPS));
    // Neither the log of requests nor that of refusals says it again for each.
    const others = lines.filter(
      ({ level, status, backing_service: away }) =>
        away === undefined && (level !== 'info' || status === 503),
    );
    expect(others).toEqual([]);
  });

  it('says once each that Redis, Kafka and another service are away', async () => {
    const parts = ['redis', 'kafka', 'inventory'];
    const part = await shop.part({ stock: 5 });
    const lines = await logged(async () => {
      redis.cut();
      // The order is tried again by the recovery worker, its event by the relay, the cart's by the cache.
      await eventually(
        async () => {
          await shop.call('POST', '/cart/items', {
            as: shopper,
            body: { part_id: part, quantity: 1 },
          });
          await shop.call('POST', '/orders', {
            as: shopper,
            headers: { 'idempotency-key': 'k' },
            body: { payment_method: 'g2a_pay' },
          });
          await shop.send('GET', '/health/ready');
          const failed = parts.filter((away) => outages.failures(away) > 1);
          expect(failed).toEqual(parts);
        },
        { timeoutMs: 90_000 },
      );
    });
    const warnings = lines.filter(({ level }) => level !== 'info');
    const said = warnings.flatMap(({ backing_service: away }) => away ?? []);
    // Kafka has been away since the test before, and that has been said.
    expect(said.toSorted()).toEqual(['inventory', 'redis']);
    // At its end the service says what it could not do any more, unless Redis was back in time for it.
    const others = warnings.filter(
      ({ backing_service: away, msg }) =>
        away === undefined && msg !== 'cache invalidations given up',
    );
    expect(others).toEqual([]);
  });
});
