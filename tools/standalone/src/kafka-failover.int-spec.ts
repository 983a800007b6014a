import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ServiceConfig, Setting } from '@tandem/config';
import { StockUpdated, TOPICS } from '@tandem/contracts';
import { startService, type RunningService } from '@tandem/http';
import { pause } from '@tandem/kernel';
import {
  connectInbox,
  DeadLetters,
  deadLetterEndsSql,
  inboxSql,
  MessagingModule,
  OnEvent,
  outbox,
  outboxSql,
  type EventContext,
} from '@tandem/messaging';
import { metricsText } from '@tandem/observability';
import { Database, PersistenceModule, transaction } from '@tandem/persistence';
import {
  createTestDatabase,
  eventually as soon,
  SERVICE_KEYS,
  type TestDatabase,
} from '@tandem/testing';
import { KafkaCluster } from './testing/kafka-cluster.ts';

/** A broker takes its time to start, and its absence some seconds to be believed. */
const eventually = <T>(check: () => T | Promise<T>) =>
  soon(check, { timeoutMs: 120_000, everyMs: 100 });

class Tables1700000000001 implements MigrationInterface {
  name = 'Tables1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table effects (n bigint generated always as identity, part_id int, version int)`,
    );
    await runner.query(
      outboxSql('inventory') + inboxSql('inventory') + deadLetterEndsSql('inventory'),
    );
  }
  async down(): Promise<void> {}
}

class FailoverConfig extends ServiceConfig {
  @Setting({ env: 'FAILOVER_PORT', doc: 'Port.', default: 0 })
  port!: number;

  @Setting({ env: 'FAILOVER_DATABASE_URL', doc: 'Database.', secret: true })
  databaseUrl!: string;
}

@Controller()
class StockWatcher {
  @OnEvent(StockUpdated)
  async onStock(data: { part_id: number; version: number }, context: EventContext): Promise<void> {
    const { tx } = context;
    await tx.execute('insert into effects (part_id, version) values ($1, $2)', [
      data.part_id,
      data.version,
    ]);
  }
}

@Module({})
class FailoverModule {}

// Real: PostgreSQL, three brokers and a controller of Kafka, the relay and the inbox of a service.
describe('a shop whose brokers fail', () => {
  /** Enough for each partition to have some. */
  const PARTS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  let cluster: KafkaCluster;
  let db: TestDatabase;
  let service: RunningService;
  /** The last version of each part that was saved. */
  let saved: Map<number, number>;

  beforeAll(async () => {
    [cluster, db] = await Promise.all([
      KafkaCluster.start(),
      createTestDatabase('t_kafka_failover', [
        { schema: 'inventory', migrations: [Tables1700000000001] },
      ]),
    ]);
    service = await startService(
      {
        name: 'failover',
        config: FailoverConfig,
        module: ({ databaseUrl: url }) => ({
          module: FailoverModule,
          controllers: [StockWatcher],
          imports: [
            PersistenceModule.forRoot({ url, schema: 'inventory', applicationName: 'failover' }),
            MessagingModule.forRoot({
              schema: 'inventory',
              service: 'failover',
              consumes: [TOPICS.stock],
            }),
          ],
        }),
        onStart: (app) => connectInbox(app),
      },
      {
        NODE_ENV: 'test',
        LOG_LEVEL: 'fatal',
        FAILOVER_DATABASE_URL: db.urlOf('inventory'),
        KAFKA_BROKERS: cluster.brokers,
        TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      },
    );
    // Four programs in Java start at once.
  }, 400_000);
  beforeEach(async () => {
    saved = new Map();
    await db.query('truncate inventory.effects');
    await inStep();
  });
  afterAll(async () => {
    await service?.stop();
    await cluster?.stop();
    await db?.drop();
  });

  const save = async (part: number) => {
    const version = (saved.get(part) ?? 0) + 1;
    await transaction(service.app.get(Database), (tx) =>
      outbox.add(tx, StockUpdated, {
        part_id: part,
        version,
        current_stock: 5,
        available_stock: 5,
        is_in_stock: true,
        is_low_stock: false,
        updated_at: new Date().toISOString(),
        reason: 'set',
        reserved_quantity: 0,
        min_stock_level: 1,
      }),
    );
    saved.set(part, version);
  };
  const saveAll = async () => {
    for (const part of PARTS) await save(part);
  };
  /** All that was saved until now has arrived, each once and in order. */
  const arrived = async () => {
    const wanted = [...saved];
    await eventually(async () => {
      const rows = await db.query<{ part_id: number; last: number }>(
        'select part_id, max(version) as last from inventory.effects group by part_id',
      );
      const last = new Map(rows.map((row) => [row.part_id, row.last]));
      for (const [part, version] of wanted)
        if ((last.get(part) ?? 0) < version) throw new Error(`part ${part} is behind`);
    });
  };
  const expectEachOnceInOrder = async () => {
    const rows = await db.query<{ part_id: number; version: number }>(
      'select part_id, version from inventory.effects order by n',
    );
    for (const [part, last] of saved) {
      const versions = rows.filter((row) => row.part_id === part).map(({ version }) => version);
      expect([part, versions]).toEqual([part, Array.from({ length: last }, (_, n) => n + 1)]);
    }
    expect(await service.app.get(DeadLetters).list()).toEqual([]);
  };
  const unpublished = async () => {
    const [row] = await db.query<{ n: number }>(
      'select count(*)::int as n from inventory.outbox where published_at is null',
    );
    return row!.n;
  };
  const refusals = async () =>
    [...(await metricsText()).matchAll(/sync_failures_total\{[^}]*"publish"[^}]*\} (\d+)/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  const moreRefusals = async (count: number) => {
    const before = await refusals();
    await eventually(async () => expect(await refusals()).toBeGreaterThanOrEqual(before + count));
  };
  /** The broker that takes a part's changes, and the others. */
  const leaderOf = async (part: number) => {
    const partitions = await cluster.partitions(TOPICS.stock);
    const partition = kafkajs.Partitioners.DefaultPartitioner()({
      topic: TOPICS.stock,
      message: { key: String(part), value: null },
      partitionMetadata: partitions.map((one, partitionId) => ({ ...one, partitionId })) as never,
    });
    const { leader } = partitions[partition]!;
    return [leader, ...cluster.ids.filter((id) => id !== leader)] as const;
  };
  /** Every broker has everything. */
  const inStep = () =>
    eventually(async () => {
      for (const topic of [TOPICS.stock, '__consumer_offsets'])
        for (const { inSync } of await cluster.partitions(topic)) expect(inSync).toHaveLength(3);
    });

  it('goes on without the one that leads and coordinates, and without the next: each change arrives once, in order', async () => {
    const enough = new AbortController();
    const saving = (async () => {
      while (!enough.signal.aborted) {
        await saveAll();
        // Not a wait for anything: as many as this are enough.
        await pause(200, enough.signal);
      }
    })();
    await arrived();
    for (let failures = 0; failures < 2; failures++) {
      const failing = await cluster.coordinator();
      const leaders = (await cluster.partitions(TOPICS.stock)).map(({ leader }) => leader);
      expect(leaders).toContain(failing);
      await cluster.broker(failing).kill();
      await arrived();
      // The others have believed it, and what was saved since has arrived without the one.
      await eventually(async () => expect(await cluster.coordinator()).not.toBe(failing));
      await arrived();
      cluster.broker(failing).start();
      await inStep();
    }
    enough.abort();
    await saving;
    await arrived();
    await expectEachOnceInOrder();
  });

  it('keeps in the outbox what only one broker could hold, and sends it when the others are back', async () => {
    await saveAll();
    await arrived();
    const [left, ...gone] = cluster.ids;
    for (const id of gone) await cluster.broker(id!).kill();
    await saveAll();
    await eventually(async () => {
      const partitions = await cluster.partitions(TOPICS.stock);
      expect(new Set(partitions.flatMap(({ inSync }) => inSync))).toEqual(new Set([left]));
    });
    // One broker leads everything by now, and would take it alone if it might.
    await saveAll();
    await moreRefusals(2);
    expect(await unpublished()).toBe(2 * PARTS.length);
    for (const id of gone) cluster.broker(id!).start();
    await arrived();
    await expectEachOnceInOrder();
  });

  it('loses nothing with a leader that alone had it', async () => {
    await saveAll();
    await arrived();
    const [leader, ...others] = await leaderOf(PARTS[0]!);
    // For nobody here, of the same key.
    const headers = { ce_type: 'stock.low', ce_id: randomUUID() };
    await cluster.freeze(others, TOPICS.stock, { key: `${PARTS[0]}`, value: '{}', headers });
    const before = await refusals();
    await save(PARTS[0]!);
    // Its answer is that the others lack it, or else, wrongly, that all is well.
    await eventually(async () => (await refusals()) > before || (await unpublished()) === 0);
    await cluster.broker(leader).kill();
    for (const id of others) cluster.broker(id).thaw();
    cluster.broker(leader).start();
    await arrived();
    await expectEachOnceInOrder();
  });
});
