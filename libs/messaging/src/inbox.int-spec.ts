import '@tandem/observability/register';
import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { StockUpdated, TOPICS } from '@tandem/contracts';
import { startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
import {
  currentContext,
  currentTraceId,
  inBackground,
  metricsText,
  traceHeaders,
} from '@tandem/observability';
import { openDatabase, transaction, type Database } from '@tandem/persistence';
import {
  TcpProxy,
  createTestDatabase,
  eventually,
  backingServices,
  uniquePrefix,
} from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { DeadLetters } from './dead-letters.js';
import { KafkaTransport } from './kafka/kafka-transport.js';
import { OnEvent } from './on-event.js';
import { outbox } from './outbox.js';
import type { EventContext } from './runner.js';
import { deadLetterEndsSql, inboxSql, outboxSql } from './sql.js';
import type { ReceivedMessage } from './transport.js';
import { PERSON, stock, stockConsumer } from './spec-support.js';

class Tables1700000000001 implements MigrationInterface {
  name = 'Tables1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table effects (n bigint generated always as identity, part_id int, version int,
         event_id uuid, correlation_id text, trace text)`,
    );
    await runner.query(outboxSql('inventory'));
    await runner.query(inboxSql('inventory') + deadLetterEndsSql('inventory'));
  }
  async down(): Promise<void> {}
}

interface Effect {
  version: number;
  event_id: string;
  correlation_id: string;
  trace: string;
}

/** Parts whose events the handler throws on. */
const poison = new Set<number>();
let attemptsOnPoison = 0;
const afterCommits: number[] = [];

@Controller()
class StockWatcher {
  @OnEvent(StockUpdated)
  async onStock(data: { part_id: number; version: number }, context: EventContext): Promise<void> {
    const { tx, event } = context;
    await tx.execute(
      'insert into effects (part_id, version, event_id, correlation_id, trace) values ($1,$2,$3,$4,$5)',
      [data.part_id, data.version, event.id, event.correlationId, traceHeaders().traceparent],
    );
    context.afterCommit(() => void afterCommits.push(data.part_id));
    if (poison.has(data.part_id)) {
      attemptsOnPoison++;
      throw new TypeError(`cannot count part ${data.part_id}`);
    }
  }
}

const watcher = stockConsumer('watcher', StockWatcher);

describe('a service that consumes events, on real Kafka and PostgreSQL', () => {
  const prefix = uniquePrefix('msg');
  let db: TestDatabase;
  let writer: Database;
  let proxy: TcpProxy;
  let kafka: KafkaTransport;
  const services: RunningService[] = [];
  const dlq: ReceivedMessage[] = [];

  const start = async () => {
    const service = await startService(watcher, {
      CONSUMER_DATABASE_URL: proxy.through(db.urlOf('inventory')),
      KAFKA_BROKERS: backingServices().kafka.join(','),
      TANDEM_TOPIC_PREFIX: prefix,
      TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
    });
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    db = await createTestDatabase('t_msg_inbox', [
      { schema: 'inventory', migrations: [Tables1700000000001] },
    ]);
    proxy = await TcpProxy.inFrontOf(db.urlOf('inventory'));
    writer = await openDatabase({
      url: db.urlOf('inventory'),
      schema: 'inventory',
      applicationName: 'writer',
    });
    kafka = new KafkaTransport({
      brokers: backingServices().kafka,
      clientId: 'test',
      topicPrefix: prefix,
    });
    kafka.subscribe({
      group: 'dlq-watch',
      topics: ['tandem.inventory.stock.dlq'],
      onMessage: async (message) => void dlq.push(message),
    });
    await start();
  });
  beforeEach(() => {
    poison.clear();
    attemptsOnPoison = 0;
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await kafka?.close();
    await writer?.close();
    await proxy?.close();
    await db?.drop();
  });

  const effects = (partId: number) =>
    db.query<Effect>('select * from inventory.effects where part_id = $1 order by n', [partId]);
  const change = (partId: number, version = 1) =>
    transaction(writer, (tx) => outbox.add(tx, StockUpdated, stock(partId, version)));
  const send = (partId: number, headers: Record<string, string>, value?: string) =>
    kafka.publish(TOPICS.stock, [
      {
        key: String(partId),
        value: Buffer.from(value ?? JSON.stringify(stock(partId, 1))),
        headers: { ce_type: 'stock.updated', ce_id: randomUUID(), ...headers },
      },
    ]);
  const triesWithoutDatabase = async () =>
    Number(
      /sync_failures_total\{[^}]*database_away[^}]*\} (\d+)/.exec(await metricsText())?.[1] ?? 0,
    );
  const letters = () => services[0]!.app.get(DeadLetters);

  it('handles what was committed, in order, each event once', async () => {
    for (let version = 1; version <= 50; version++) await change(1, version);
    await eventually(async () => expect(await effects(1)).toHaveLength(50));
    expect((await effects(1)).map((row) => row.version)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    await eventually(() => expect(afterCommits.filter((part) => part === 1)).toHaveLength(50));
  });

  it('has one effect of an event that is delivered five times', async () => {
    const ce_id = randomUUID();
    await Promise.all([1, 2, 3, 4, 5].map(() => send(2, { ce_id })));
    await send(2, {}, JSON.stringify(stock(2, 2)));
    await eventually(async () => expect((await effects(2)).at(-1)?.version).toBe(2));
    expect((await effects(2)).map((row) => row.version)).toEqual([1, 2]);
  });

  it('handles what is behind a poison message, and keeps that with its reason', async () => {
    poison.add(3);
    const poisonId = await change(3);
    await change(4);
    await eventually(async () => expect(await effects(4)).toHaveLength(1));
    const [letter] = await eventually(async () => {
      const open = await letters().list();
      expect(open).toHaveLength(1);
      return open;
    });
    expect(attemptsOnPoison).toBe(5);
    expect(letter).toMatchObject({
      event_id: poisonId,
      type: 'stock.updated',
      topic: TOPICS.stock,
      error: 'TypeError: cannot count part 3',
      attempts: 5,
    });
    expect(await effects(3)).toEqual([]);

    const dead = await eventually(() => {
      const found = dlq.find((message) => message.headers['x-original-id'] === poisonId);
      expect(found).toBeDefined();
      return found!;
    });
    expect(dead.headers).toMatchObject({
      'x-error': 'TypeError: cannot count part 3',
      'x-group': 'watcher',
      'x-attempts': '5',
      'x-original-topic': TOPICS.stock,
      ce_type: 'stock.updated',
    });
    expect(JSON.parse(dead.value.toString()).part_id).toBe(3);

    await expect(letters().retry(letter!.id, PERSON)).rejects.toThrow('cannot count part 3');
    expect((await letters().list())[0]!.attempts).toBe(6);
    poison.clear();
    expect(await Promise.all([1, 2, 3].map(() => letters().retry(letter!.id, PERSON)))).toEqual(
      expect.arrayContaining(['handled', 'already_resolved', 'already_resolved']),
    );
    expect(await effects(3)).toHaveLength(1);
    expect(await letters().list()).toEqual([]);
    expect(await letters().retry(randomUUID(), PERSON)).toBe('not_found');
  });

  it('puts what nobody can read aside at once, whatever is in it', async () => {
    await send(5, {}, '{"part_id": ');
    await send(5, { ce_id: 'no-uuid' });
    await send(5, {}, JSON.stringify({ part_id: 'five\0' }));
    await kafka.publish(TOPICS.stock, [{ key: null, value: Buffer.from([0, 255]), headers: {} }]);
    await change(5);
    await eventually(async () => expect(await effects(5)).toHaveLength(1));
    const reasons = await eventually(async () => {
      const open = await letters().list();
      expect(open).toHaveLength(4);
      return open.map((letter) => letter.error);
    });
    expect(reasons).toEqual(
      expect.arrayContaining([
        'UnparsableMessage: the value is not JSON',
        'UnparsableMessage: the header ce_id is not a UUID',
        expect.stringContaining('/part_id must be integer'),
        'UnparsableMessage: the header ce_type is missing',
      ]),
    );
    await eventually(() => expect(dlq.length).toBeGreaterThanOrEqual(5));
    for (const { headers } of dlq) {
      expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
      expect(headers['ce_correlationid']).toMatch(/^[\w-]{8,}$/);
    }
  });

  it('reads an event of a newer producer that carries one field more', async () => {
    await send(6, {}, JSON.stringify({ ...stock(6, 1), shelf: 'B7' }));
    await eventually(async () => expect(await effects(6)).toHaveLength(1));
  });

  it('leaves alone what it has no handler for', async () => {
    await send(7, { ce_type: 'stock.low' });
    await change(7);
    await eventually(async () => expect(await effects(7)).toHaveLength(1));
    expect((await letters().list()).filter((letter) => letter.subject === '7')).toEqual([]);
  });

  it('goes on with the trace and the correlation id of the change', async () => {
    const trace = randomUUID().replaceAll('-', '');
    await send(8, {
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
      ce_correlationid: 'corr-77777777',
    });
    const [effect] = await eventually(async () => {
      const rows = await effects(8);
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(effect!.correlation_id).toBe('corr-77777777');
    expect(effect!.trace.split('-')[1]).toBe(trace);
  });

  it('goes on with those of a change that a worker made on its own', async () => {
    const worked = await inBackground('sweep', async () => {
      await change(10);
      return { trace: currentTraceId(), correlationId: currentContext()!.correlationId };
    });
    const alone = await change(11);
    const [[swept], [bare]] = await eventually(async () => {
      const rows = [await effects(10), await effects(11)];
      expect(rows.map((some) => some.length)).toEqual([1, 1]);
      return rows as [Effect[], Effect[]];
    });
    expect([swept!.trace.split('-')[1], swept!.correlation_id]).toEqual([
      worked.trace,
      worked.correlationId,
    ]);
    const [stored] = await db.query<{ headers: Record<string, string> }>(
      'select headers from inventory.outbox where id = $1',
      [alone],
    );
    expect([bare!.trace.split('-')[1], bare!.correlation_id]).toEqual([
      stored!.headers['traceparent']!.split('-')[1],
      stored!.headers['ce_correlationid'],
    ]);
  });

  it('waits for a database that is away, and makes no dead letters of it', async () => {
    const before = (await letters().list()).length;
    proxy.cut();
    for (let version = 1; version <= 10; version++) await change(9, version);
    await kafka.publish(
      TOPICS.stock,
      [11, 12].map((version) => ({
        key: '9',
        value: Buffer.from(JSON.stringify(stock(9, version))),
        headers: { ce_type: 'stock.updated', ce_id: randomUUID() },
      })),
    );
    await eventually(async () => {
      const response = await fetch(`${services[0]!.url}/health/ready`);
      expect(response.status).toBe(503);
    });
    // More failures than a handler gets tries.
    await eventually(async () => expect(await triesWithoutDatabase()).toBeGreaterThan(6));
    proxy.restore();
    await eventually(async () => expect(await effects(9)).toHaveLength(12));
    expect(await letters().list()).toHaveLength(before);
  });

  it('waits for a database whose disk is full, and makes no dead letters of it', async () => {
    const before = (await letters().list()).length;
    const tries = await triesWithoutDatabase();
    await db.query(`
      create function inventory.disk_is_full() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger disk_is_full before insert on inventory.effects execute function inventory.disk_is_full()`);
    await change(14);
    // More failures than a handler gets tries.
    await eventually(async () => expect(await triesWithoutDatabase()).toBeGreaterThan(tries + 6));
    await db.query('drop function inventory.disk_is_full cascade');
    await eventually(async () => expect(await effects(14)).toHaveLength(1));
    expect(await letters().list()).toHaveLength(before);
  });

  it('shares the work with a second instance, and survives its leaving', async () => {
    const second = await start();
    for (let part = 100; part < 130; part++) await change(part);
    const all = (): Promise<{ part_id: number }[]> =>
      db.query('select part_id from inventory.effects where part_id between 100 and 199');
    await eventually(async () => expect(await all()).toHaveLength(30));
    services.splice(services.indexOf(second), 1);
    await second.stop();
    for (let part = 130; part < 160; part++) await change(part);
    await eventually(async () => expect(await all()).toHaveLength(60));
    expect(new Set((await all()).map((row) => row.part_id)).size).toBe(60);
  });

  it('says in its health what it depends on', async () => {
    const response = await fetch(`${services[0]!.url}/health/ready`);
    const report = (await response.json()) as { checks: Record<string, { status: string }> };
    expect(report.checks).toMatchObject({
      postgres: { status: 'up' },
      kafka: { status: 'up' },
      outbox: { status: 'up' },
    });
  });

  it('starts although Kafka is away, and its writes stay in the outbox', async () => {
    const service = await startService(watcher, {
      CONSUMER_DATABASE_URL: db.urlOf('inventory'),
      KAFKA_BROKERS: '127.0.0.1:1',
      TANDEM_TOPIC_PREFIX: prefix,
      TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
    });
    const response = await fetch(`${service.url}/health/ready`);
    const report = (await response.json()) as { status: string };
    expect([response.status, report.status]).toEqual([200, 'degraded']);
    await service.stop();
  });
});
