import '@tandem/observability/register';
import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { StockDepleted, StockLow, StockUpdated, TOPICS } from '@tandem/contracts';
import { startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
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
import { OnEvent, OnEventBatch, OnEventBatchOf } from './on-event.js';
import type { BatchContext, EventContext, HandledEvent } from './runner.js';
import { deadLetterEndsSql, inboxSql, outboxSql } from './sql.js';
import { PERSON, stock, stockConsumer } from './spec-support.js';

class Tables1700000000001 implements MigrationInterface {
  name = 'Tables1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table effects (n bigint generated always as identity, part_id int, version int, event_id uuid,
         trace text, batch xid8 not null default pg_current_xact_id())`,
    );
    await runner.query(outboxSql('inventory'));
    await runner.query(inboxSql('inventory') + deadLetterEndsSql('inventory'));
  }
  async down(): Promise<void> {}
}

/** Parts whose events the handler throws on, and how often it did. */
const poison = new Set<number>();
let attempts = 0;
let committed = 0;

@Controller()
class StockCounter {
  @OnEventBatch(StockUpdated)
  async onStock(events: readonly HandledEvent[], { tx, afterCommit }: BatchContext): Promise<void> {
    for (const { data, event, traceparent } of events) {
      await tx.execute(
        'insert into effects (part_id, version, event_id, trace) values ($1, $2, $3, $4)',
        [data['part_id'], data['version'], event.id, traceparent],
      );
      if (poison.has(data['part_id'] as number)) {
        attempts += 1;
        throw new TypeError(`cannot count part ${data['part_id'] as number}`);
      }
    }
    afterCommit(() => void (committed += events.length));
  }

  @OnEventBatchOf(7, StockDepleted)
  async onDepleted(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    for (const { data, event } of events)
      await tx.execute('insert into effects (part_id, version, event_id) values ($1, $2, $3)', [
        data['part_id'],
        data['version'],
        event.id,
      ]);
  }

  @OnEvent(StockLow)
  async onLow(data: { part_id: number }, { tx, event }: EventContext): Promise<void> {
    await tx.execute('insert into effects (part_id, version, event_id) values ($1, -1, $2)', [
      data.part_id,
      event.id,
    ]);
  }
}

const counterService = stockConsumer('counter', StockCounter);

describe('a service that handles many events at a time, on real Kafka and PostgreSQL', () => {
  const prefix = uniquePrefix('msgb');
  const slow = { timeoutMs: 20_000 };
  let db: TestDatabase;
  let proxy: TcpProxy;
  let kafka: KafkaTransport;
  const services: RunningService[] = [];

  const start = async () => {
    const service = await startService(counterService, {
      CONSUMER_DATABASE_URL: proxy.through(db.urlOf('inventory')),
      KAFKA_BROKERS: backingServices().kafka.join(','),
      TANDEM_TOPIC_PREFIX: prefix,
      TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
      LOG_LEVEL: 'fatal',
    });
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    db = await createTestDatabase('t_msg_batch', [
      { schema: 'inventory', migrations: [Tables1700000000001] },
    ]);
    proxy = await TcpProxy.inFrontOf(db.urlOf('inventory'));
    kafka = new KafkaTransport({
      brokers: backingServices().kafka,
      clientId: 'test',
      topicPrefix: prefix,
    });
    await start();
    await send([message(999, 1)]);
    // What runs after the commit runs after the effect can be seen.
    await eventually(() => expect(committed).toBe(1), slow);
    expect(await effects(999)).toHaveLength(1);
  });
  beforeEach(() => {
    poison.clear();
    attempts = 0;
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await kafka?.close();
    await proxy?.close();
    await db?.drop();
  });

  const message = (
    partId: number,
    version: number,
    headers: Record<string, string> = {},
    value?: string,
  ) => ({
    key: String(partId),
    value: Buffer.from(value ?? JSON.stringify(stock(partId, version))),
    headers: { ce_type: StockUpdated.type, ce_id: randomUUID(), ...headers },
  });
  const send = (messages: ReturnType<typeof message>[]) => kafka.publish(TOPICS.stock, messages);
  const effects = (partId: number) =>
    db.query<{ version: number; event_id: string; batch: string; trace: string }>(
      'select version, event_id, batch::text, trace from inventory.effects where part_id = $1 order by n',
      [partId],
    );
  const letters = () => services[0]!.app.get(DeadLetters).list();
  const numbers = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => from + i);

  it('has the effects of hundreds in few transactions, each once, those of a part in order', async () => {
    committed = 0;
    await send(
      numbers(1, 50).flatMap((version) => numbers(10, 8).map((part) => message(part, version))),
    );
    await eventually(async () => {
      for (const part of numbers(10, 8)) expect(await effects(part)).toHaveLength(50);
    }, slow);
    const batches = new Set<string>();
    for (const part of numbers(10, 8)) {
      const rows = await effects(part);
      expect(rows.map((row) => row.version)).toEqual(numbers(1, 50));
      for (const row of rows) batches.add(row.batch);
    }
    expect(batches.size).toBeLessThan(40);
    await eventually(() => expect(committed).toBe(400));
  });

  it('takes no more at once than a handler wants, of all partitions together, and leaves none behind', async () => {
    const parts = numbers(20, 9);
    await send(
      numbers(1, 20).flatMap((version) =>
        parts.map((part) => message(part, version, { ce_type: StockDepleted.type })),
      ),
    );
    await eventually(async () => {
      for (const part of parts) expect(await effects(part)).toHaveLength(20);
    }, slow);
    const sizes = new Map<string, number>();
    for (const part of parts) {
      const rows = await effects(part);
      expect(rows.map((row) => row.version)).toEqual(numbers(1, 20));
      for (const { batch } of rows) sizes.set(batch, (sizes.get(batch) ?? 0) + 1);
    }
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(7);
    expect(sizes.size).toBeLessThan(180);
  });

  it('has one effect of an event that is delivered again, in the same batch or another', async () => {
    const ce_id = randomUUID();
    await send([1, 1, 1].map((version) => message(30, version, { ce_id })));
    await send([message(30, 1, { ce_id }), message(30, 2)]);
    await eventually(async () => expect((await effects(30)).at(-1)?.version).toBe(2), slow);
    expect((await effects(30)).map((row) => row.version)).toEqual([1, 2]);
  });

  it('finds the poison in a batch, puts that alone aside, and keeps the order of the rest', async () => {
    poison.add(41);
    await send(
      numbers(1, 20).flatMap((version) => [
        message(40, version),
        ...(version === 10 ? [message(41, 1)] : []),
        message(42, version),
      ]),
    );
    await eventually(async () => {
      expect(await effects(40)).toHaveLength(20);
      expect(await effects(42)).toHaveLength(20);
      expect(await letters()).toHaveLength(1);
    }, slow);
    for (const part of [40, 42]) {
      expect((await effects(part)).map((row) => row.version)).toEqual(numbers(1, 20));
    }
    expect(await effects(41)).toEqual([]);
    // Once in the batch, then as often as any message.
    expect(attempts).toBeGreaterThanOrEqual(5);
    const [letter] = await letters();
    expect(letter).toMatchObject({ error: 'TypeError: cannot count part 41', attempts: 5 });
    poison.clear();
    await services[0]!.app.get(DeadLetters).retry(letter!.id, PERSON);
    expect(await effects(41)).toHaveLength(1);
  });

  it('handles what is around something unreadable, something unknown and something handled alone', async () => {
    await send([
      message(50, 1),
      message(50, 2, {}, '{"part_id": '),
      message(50, 3),
      message(50, 4, { ce_type: 'stock.replenished' }),
      message(50, 5),
      message(50, 6, { ce_type: StockLow.type }),
      message(50, 7),
    ]);
    await eventually(async () => {
      expect((await effects(50)).map((row) => row.version)).toEqual([1, 3, 5, -1, 7]);
    }, slow);
    expect((await letters()).map((letter) => letter.error)).toEqual([
      'UnparsableMessage: the value is not JSON',
    ]);
  });

  it('goes on with the trace of each change', async () => {
    const traces = [1, 2].map(() => randomUUID().replaceAll('-', ''));
    await send(
      traces.map((trace, n) =>
        message(60, n + 1, { traceparent: `00-${trace}-00f067aa0ba902b7-01` }),
      ),
    );
    await eventually(async () => expect(await effects(60)).toHaveLength(2), slow);
    expect((await effects(60)).map((row) => row.trace.split('-')[1])).toEqual(traces);
  });

  it('waits for a database that is away, and makes no dead letters of it', async () => {
    const before = (await letters()).length;
    proxy.cut();
    await send(numbers(1, 30).map((version) => message(70, version)));
    await eventually(async () => {
      const response = await fetch(`${services[0]!.url}/health/ready`);
      expect(response.status).toBe(503);
    }, slow);
    proxy.restore();
    await eventually(async () => expect(await effects(70)).toHaveLength(30), slow);
    expect((await effects(70)).map((row) => row.version)).toEqual(numbers(1, 30));
    expect(await letters()).toHaveLength(before);
  });

  it('shares the work with a second instance that comes and goes amid a flood: nothing lost, nothing twice', async () => {
    const parts = numbers(100, 20);
    const flood = (async () => {
      for (const version of numbers(1, 40)) await send(parts.map((part) => message(part, version)));
    })();
    const second = await start();
    await flood;
    services.splice(services.indexOf(second), 1);
    await second.stop();
    await send(parts.map((part) => message(part, 41)));
    await eventually(
      async () => {
        for (const part of parts) expect(await effects(part)).toHaveLength(41);
      },
      { timeoutMs: 120_000 },
    );
    for (const part of parts) {
      expect((await effects(part)).map((row) => row.version)).toEqual(numbers(1, 41));
    }
  });
});
