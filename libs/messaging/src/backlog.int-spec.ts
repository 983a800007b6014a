import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { metricsText } from '@tandem/observability';
import { openDatabase, type Database } from '@tandem/persistence';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import { watchBacklog } from './backlog.js';
import { deadLetterEndsSql, inboxSql, outboxSql } from './sql.js';

class Tables1700000000002 implements MigrationInterface {
  name = 'Tables1700000000002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      outboxSql('inventory') + inboxSql('inventory') + deadLetterEndsSql('inventory'),
    );
  }
  async down(): Promise<void> {}
}

/** Real: PostgreSQL. Nobody publishes, as when Kafka is away or no instance leads. */
describe('what waits in a service', () => {
  let db: TestDatabase;
  let database: Database;
  let watching: { stop(): void };
  beforeAll(async () => {
    const migrations = [Tables1700000000002];
    db = await createTestDatabase('t_msg_backlog', [{ schema: 'inventory', migrations }]);
    const url = db.urlOf('inventory');
    database = await openDatabase({ url, schema: 'inventory', applicationName: 'test' });
    watching = watchBacklog(database, 'inventory', 'inventory');
  });
  afterAll(async () => {
    watching.stop();
    await database.close();
    await db.drop();
  });

  const value = async (line: string) => {
    const text = await metricsText();
    return Number(
      text
        .split('\n')
        .find((one) => one.startsWith(line))!
        .split(' ')[1],
    );
  };
  const event = (age: string, publishedAt: string | null) =>
    database.execute(
      `insert into outbox (id, aggregatetype, aggregateid, type, topic, payload, version, created_at, published_at)
       values ($1, 'stock', '1', 'stock.updated', 'tandem.stock.v1', '{}', 1, clock_timestamp() - $2::interval, $3)`,
      [randomUUID(), age, publishedAt],
    );
  const deadLetter = (resolvedAt: string | null) =>
    database.execute(
      `insert into dead_letters (id, consumer, event_id, topic, partition, message_offset, headers, payload, error, attempts, resolved_at)
       values ($1, 'inventory', $2, 'tandem.stock.v1', 0, 1, '{}', '', 'Wrong', 5, $3)`,
      [randomUUID(), randomUUID(), resolvedAt],
    );

  it('is nothing at first', async () => {
    expect(await value('outbox_unpublished{schema="inventory"}')).toBe(0);
    expect(await value('outbox_oldest_age_seconds{schema="inventory"}')).toBe(0);
    expect(await value('dead_letters_open{consumer="inventory"}')).toBe(0);
  });

  it('is told: events not yet published, the age of the oldest of them, and dead letters', async () => {
    await event('1 day', '2026-01-01T00:00:00Z');
    await event('10 minutes', null);
    await event('1 minute', null);
    await deadLetter('2026-01-01T00:00:00Z');
    await deadLetter(null);
    expect(await value('outbox_unpublished{schema="inventory"}')).toBe(2);
    const age = await value('outbox_oldest_age_seconds{schema="inventory"}');
    expect(age).toBeGreaterThanOrEqual(600);
    expect(age).toBeLessThan(86_400);
    expect(await value('dead_letters_open{consumer="inventory"}')).toBe(1);
  });

  it('takes nothing else along when it can’t be read', async () => {
    await database.close();
    const text = await metricsText();
    expect(text).toContain('process_uptime_seconds');
    expect(text).toContain('outbox_unpublished{schema="inventory"} 2');
  });
});
