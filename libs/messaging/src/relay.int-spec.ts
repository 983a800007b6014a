import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { StockUpdated } from '@tandem/contracts';
import { openDatabase, PgListener, transaction, type Database } from '@tandem/persistence';
import { createTestDatabase, eventually, TcpProxy } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { newEvent, outbox } from './outbox.js';
import { OutboxRelay } from './relay.js';
import { publishSnapshot } from './snapshot.js';
import { deadLetterEndsSql, inboxSql, outboxSql } from './sql.js';
import type { EventTransport, Subscription, WireMessage } from './transport.js';
import { stock } from './spec-support.js';

class Tables1700000000001 implements MigrationInterface {
  name = 'Tables1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table levels (part_id int primary key, version int not null)');
    await runner.query(outboxSql('inventory'));
    await runner.query(inboxSql('inventory') + deadLetterEndsSql('inventory'));
  }
  async down(): Promise<void> {}
}

/** A transport that takes or refuses on command and remembers what it took. */
class RecordingTransport implements EventTransport {
  readonly kind = 'kafka';
  taken: { topic: string; message: WireMessage }[] = [];
  refuse = false;
  beforeAck: () => Promise<void> = async () => undefined;

  async publish(topic: string, messages: readonly WireMessage[]): Promise<void> {
    if (this.refuse) throw new Error('Kafka is away');
    for (const message of messages) this.taken.push({ topic, message });
    await this.beforeAck();
  }
  subscribe(): Subscription {
    return { close: async () => undefined };
  }
  async ensureTopics(): Promise<void> {}
  async health(): Promise<void> {}
  async close(): Promise<void> {}

  versions(partId: number): number[] {
    return this.taken
      .filter(({ message }) => message.key === String(partId))
      .map(({ message }) => JSON.parse(message.value.toString()).version);
  }
  ids(): string[] {
    return this.taken.map(({ message }) => message.headers['ce_id']!);
  }
}

describe('the outbox and its relay', () => {
  let db: TestDatabase;
  let ds: Database;
  let transport: RecordingTransport;
  let relays: OutboxRelay[];

  beforeAll(async () => {
    db = await createTestDatabase('t_msg_relay', [
      { schema: 'inventory', migrations: [Tables1700000000001] },
    ]);
    ds = await openDatabase({
      url: db.urlOf('inventory'),
      schema: 'inventory',
      applicationName: 'test',
      poolSize: 20,
    });
  });
  beforeEach(async () => {
    await db.query('truncate inventory.outbox, inventory.levels');
    transport = new RecordingTransport();
    relays = [];
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
  });
  afterAll(async () => {
    await ds?.close();
    await db?.drop();
  });

  function relay(
    options: { pollMs?: number; silenceMs?: number; database?: Database } = {},
  ): OutboxRelay {
    const one = new OutboxRelay({
      database: ds,
      schema: 'inventory',
      service: 'inventory',
      transport,
      ...options,
    });
    relays.push(one);
    one.start();
    return one;
  }
  const change = (partId: number) =>
    transaction(ds, async (tx) => {
      const [row] = await tx.query<{ version: number }>(
        `insert into levels values ($1, 1)
         on conflict (part_id) do update set version = levels.version + 1 returning version`,
        [partId],
      );
      await outbox.add(tx, StockUpdated, stock(partId, row!.version));
    });
  const unpublished = async () =>
    (
      await db.query<{ n: number }>(
        'select count(*)::int as n from inventory.outbox where published_at is null',
      )
    )[0]!.n;

  it('announces a change that committed and none that was rolled back', async () => {
    relay();
    await change(1);
    await transaction(ds, async (tx) => {
      await outbox.add(tx, StockUpdated, stock(2, 1));
      throw new Error('out of paper');
    }).catch(() => undefined);
    await change(3);
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(transport.taken.map(({ message }) => message.key)).toEqual(['1', '3']);
    expect(transport.taken[0]!.message.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_type: 'stock.updated',
      ce_source: '/tandem/inventory',
      ce_subject: '1',
      ce_dataschema: 'https://tandem.test/events/stock.updated.json',
      'content-type': 'application/json',
      ce_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  describe('a snapshot for readers that came later', () => {
    const known = Array.from({ length: 25 }, (_, n) => n + 1);
    const pageAfter = async (_tx: unknown, after: number, size: number) => {
      const page = known.filter((id) => id > after).slice(0, size);
      const events = page.map((id) => newEvent(StockUpdated, stock(id, 4)));
      return { events, last: page.at(-1) ?? null };
    };

    it('tells of each aggregate once, marked, a page at a time as the relay takes them', async () => {
      relay();
      const options = { pageSize: 10, mostWaiting: 0 };
      expect(await publishSnapshot(ds, pageAfter, options)).toBe(25);
      await eventually(async () => expect(await unpublished()).toBe(0));
      expect(transport.taken.map(({ message }) => Number(message.key))).toEqual(known);
      for (const { message } of transport.taken)
        expect(message.headers['ce_snapshot']).toBe('true');
      await change(1);
      await eventually(() => expect(transport.taken).toHaveLength(26));
      expect(transport.taken[25]!.message.headers).not.toHaveProperty('ce_snapshot');
    });

    it('fills no outbox that nobody empties', async () => {
      const options = { pageSize: 10, mostWaiting: 5, patienceMs: 0 };
      await expect(publishSnapshot(ds, pageAfter, options)).rejects.toThrow(
        '10 events wait and none leaves: does the service run?',
      );
      expect(await unpublished()).toBe(10);
    });
  });

  it('refuses an event that breaks its contract, and with it the change', async () => {
    const broken = { ...stock(1, 1), current_stock: -1 };
    await expect(
      transaction(ds, async (tx) => {
        await tx.execute('insert into levels values (1, 1)');
        await outbox.add(tx, StockUpdated, broken);
      }),
    ).rejects.toThrow('/current_stock');
    expect(await db.query('select 1 from inventory.levels')).toEqual([]);
  });

  it('is woken by the commit, not by its poll', async () => {
    const one = relay({ pollMs: 600_000 });
    await eventually(() => one.isLeader);
    await change(1);
    await eventually(() => expect(transport.versions(1)).toEqual([1]));
  });

  it('tells every reader which change was committed', async () => {
    const heard: string[] = [];
    const listener = new PgListener({
      url: db.urlOf('inventory'),
      channels: ['tandem_changes'],
      onNotify: (payload) => heard.push(payload),
    });
    listener.start();
    await eventually(() => listener.isUp);
    await change(9);
    await eventually(() => heard.length > 0);
    await listener.stop();
    expect(heard).toEqual(['tandem.inventory.stock|9|1|stock.updated']);
  });

  it('keeps the order of each part while twenty writers commit at the same time', async () => {
    relay();
    const edits = Array.from({ length: 300 }, (_, i) => change((i % 5) + 1));
    await Promise.all(edits);
    await eventually(async () => expect(await unpublished()).toBe(0));
    const upTo60 = Array.from({ length: 60 }, (_, i) => i + 1);
    for (const part of [1, 2, 3, 4, 5]) expect(transport.versions(part)).toEqual(upTo60);
  });

  it('does not lose an event whose lower sequence number committed later', async () => {
    relay();
    let commitSlow!: () => void;
    const held = new Promise<void>((resolve) => (commitSlow = resolve));
    let added!: () => void;
    const slowAdded = new Promise<void>((resolve) => (added = resolve));
    const slow = transaction(ds, async (tx) => {
      await outbox.add(tx, StockUpdated, stock(1, 1));
      added();
      await held;
    });
    await slowAdded;
    await change(2);
    await eventually(() => expect(transport.versions(2)).toEqual([1]));
    commitSlow();
    await slow;
    await eventually(() => expect(transport.versions(1)).toEqual([1]));
  });

  it('marks nothing while Kafka is away, then publishes everything in order', async () => {
    transport.refuse = true;
    relay();
    for (let i = 0; i < 20; i++) await change(1);
    expect(await unpublished()).toBe(20);
    transport.refuse = false;
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(transport.versions(1)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('publishes with one relay only, and another takes over when it is gone', async () => {
    const first = relay();
    await eventually(() => first.isLeader);
    const second = relay();
    for (let i = 0; i < 30; i++) await change(1);
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(second.isLeader).toBe(false);
    expect(transport.taken).toHaveLength(30);

    await first.stop();
    await change(1);
    await eventually(() => expect(transport.versions(1)).toHaveLength(31));
    expect(second.isLeader).toBe(true);
  });

  it('publishes at once after a clock that was an hour ahead is set right', async () => {
    relay({ pollMs: 200, silenceMs: 600_000 });
    const now = Date.now.bind(Date);
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
    await change(1);
    await eventually(async () => expect(await unpublished()).toBe(0));
    clock.mockRestore();
    await change(1);
    await eventually(async () => expect(await unpublished()).toBe(0));
  });

  it('hands over to another when its network swallows all, the end of its connection too', async () => {
    const proxy = await TcpProxy.inFrontOf(db.urlOf('inventory'));
    const url = proxy.through(db.urlOf('inventory'));
    const database = await openDatabase({ url, schema: 'inventory', applicationName: 'led' });
    try {
      const first = relay({ database, pollMs: 200, silenceMs: 2_000 });
      await eventually(() => first.isLeader);
      proxy.swallow();
      const second = relay();
      await change(1);
      await eventually(() => expect(transport.versions(1)).toEqual([1]));
      expect(second.isLeader).toBe(true);
    } finally {
      await proxy.close();
      await database.close();
    }
  });

  it('publishes again, with the same id, what was acknowledged but not marked before a crash', async () => {
    let crash = true;
    transport.beforeAck = async () => {
      if (!crash) return;
      crash = false;
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'relay-inventory' and datname = current_database()`,
      );
    };
    relay();
    await change(1);
    await eventually(async () => expect(await unpublished()).toBe(0));
    const ids = transport.ids();
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('sends what is too much for one Kafka batch in several', async () => {
    const reason = 'x'.repeat(300_000);
    await transaction(ds, (tx) =>
      outbox.addMany(
        tx,
        [1, 2, 3, 4, 5].map((version) => ({
          event: StockUpdated,
          data: { ...stock(1, version), reason },
        })),
      ),
    );
    let batches = 0;
    transport.beforeAck = async () => void batches++;
    relay();
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(batches).toBe(3);
    expect(transport.versions(1)).toEqual([1, 2, 3, 4, 5]);
  });

  describe('many events of one commit', () => {
    const many = () =>
      transaction(ds, (tx) =>
        outbox.addMany(
          tx,
          Array.from({ length: 250 }, (_, n) => newEvent(StockUpdated, stock(n + 1, 1))),
        ),
      );
    /** By the clock each step takes an hour, and so does the rest after it. */
    const slowly = () => {
      const now = performance.now.bind(performance);
      let hours = 0;
      jest.spyOn(performance, 'now').mockImplementation(() => now() + hours * 3_600_000);
      transport.beforeAck = async () => void (hours += 1);
    };
    afterEach(() => void jest.restoreAllMocks());

    it('are published in steps with rests, which end when something is committed behind them', async () => {
      slowly();
      await many();
      relay();
      await eventually(async () => expect(await unpublished()).toBe(150));
      for (let n = 0; n < 20; n += 1) expect(await unpublished()).toBe(150);
      await change(1_000);
      await eventually(async () => expect(await unpublished()).toBe(0));
      expect(transport.versions(1_000)).toEqual([1]);
    });

    it('keep nobody from stopping', async () => {
      slowly();
      await many();
      const one = relay();
      await eventually(async () => expect(await unpublished()).toBe(150));
      await one.stop();
      expect(await unpublished()).toBe(150);
    });
  });

  it('carries the correlation id and the trace of the change', async () => {
    const traceparent = `00-${randomUUID().replaceAll('-', '')}-00f067aa0ba902b7-01`;
    await db.query(
      `insert into inventory.outbox (id, aggregatetype, aggregateid, type, topic, payload, version, headers)
       values ($1, 'part', '1', 'stock.updated', 'tandem.inventory.stock', '{}', 1, $2)`,
      [randomUUID(), JSON.stringify({ traceparent, ce_correlationid: 'corr-12345678' })],
    );
    relay();
    await eventually(() => expect(transport.taken).toHaveLength(1));
    const { headers } = transport.taken[0]!.message;
    expect(headers['ce_correlationid']).toBe('corr-12345678');
    expect(headers['traceparent']!.split('-')[1]).toBe(traceparent.split('-')[1]);
  });

  it('carries a trace and a correlation id that begin with a change that nobody asked for', async () => {
    relay();
    await change(1);
    await change(2);
    await transaction(ds, (tx) =>
      outbox.addMany(tx, [{ event: StockUpdated, data: stock(3, 1), cause: {} }]),
    );
    await eventually(() => expect(transport.taken).toHaveLength(3));
    const headers = transport.taken.map(({ message }) => message.headers);
    for (const one of headers) {
      expect(one['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
      expect(one['ce_correlationid']).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(new Set(headers.map((one) => one['traceparent'])).size).toBe(3);
    expect(new Set(headers.map((one) => one['ce_correlationid'])).size).toBe(3);
  });
});
