import { randomUUID } from 'node:crypto';
import { Controller, Injectable, Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthModule, ROLES } from '@tandem/auth-client';
import { ServiceConfig, Setting } from '@tandem/config';
import type { ServiceName } from '@tandem/config';
import { StockUpdated, TOPICS } from '@tandem/contracts';
import { startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
import { createJobs, defineJob, GiveUp, HandlesJob, Jobs, JobsModule } from '@tandem/jobs';
import {
  connectInbox,
  EVENT_TRANSPORT,
  deadLetterEndsSql,
  inboxSql,
  MessagingModule,
  OnEvent,
  outboxSql,
} from '@tandem/messaging';
import type { EventTransport } from '@tandem/messaging';
import { Database, PersistenceModule, transaction } from '@tandem/persistence';
import { createTestDatabase, eventually, SERVICE_KEYS } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { stockData } from '../testing/producer.js';

const SCHEMAS = { inventory: 'inventory', order: 'orders' } as const;
type Consumer = keyof typeof SCHEMAS;

const handled: unknown[] = [];
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

@Controller()
class Watcher {
  @OnEvent(StockUpdated)
  async onStock(data: { part_id: number }): Promise<void> {
    handled.push(data.part_id);
  }
}

const Payout = defineJob<{ refund: string }>({
  name: 'refund-payout',
  title: 'Pay a refund out',
  retry: { firstMs: 10, longestMs: 20, attempts: 1 },
});

const payouts = { refused: true, done: [] as string[] };

@Injectable()
class Payer {
  @HandlesJob(Payout)
  async payOut({ refund }: { refund: string }): Promise<void> {
    if (payouts.refused) throw new GiveUp('the merchant account is closed');
    payouts.done.push(refund);
  }
}

class ConsumerConfig extends ServiceConfig {
  @Setting({ env: 'CONSUMER_PORT', doc: 'Port.', default: 0 })
  port!: number;

  @Setting({ env: 'CONSUMER_DATABASE_URL', doc: 'Database.', secret: true })
  databaseUrl!: string;
}

@Module({})
class ConsumerModule {}

interface Letter {
  id: string;
  service: ServiceName;
  event_id: string;
  error: string;
  resolution: 'handled' | 'discarded' | null;
}
interface JobList {
  items: { id: string; name: string; subject: string | null }[];
  next_cursor: string | null;
  counts: { service: ServiceName; name: string }[];
  unavailable: string[];
}
interface List {
  items: Letter[];
  next_cursor: string | null;
  unavailable: string[];
}

// Real here: three services with their inboxes, jobs and internal routes, PostgreSQL. They share the bus of this process.
describe('the background work of all services', () => {
  let bench: GatewayBench;
  let database: TestDatabase;
  let gateway: RunningService;
  const consumers = new Map<Consumer, RunningService>();
  const poison = randomUUID();

  async function startConsumer(name: Consumer): Promise<RunningService> {
    const schema = SCHEMAS[name];
    return startService(
      {
        name,
        config: ConsumerConfig,
        module: (config: ConsumerConfig) => ({
          module: ConsumerModule,
          controllers: [Watcher],
          providers: [Payer],
          imports: [
            AuthModule.forRoot(name, config),
            PersistenceModule.forRoot({ url: config.databaseUrl, schema, applicationName: name }),
            MessagingModule.forRoot({ schema, service: name, consumes: [TOPICS.stock] }),
            JobsModule.forRoot({ schema, service: name }),
          ],
        }),
        onStart: connectInbox,
      },
      {
        LOG_LEVEL: 'fatal',
        CONSUMER_DATABASE_URL: database.urlOf(schema),
        AUTH_JWKS_URL: bench.tokens.jwksUrl,
        TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      },
    );
  }

  beforeAll(async () => {
    bench = await GatewayBench.open();
    const migrations = (schema: string) => [
      class Tables1700000000001 {
        name = 'Tables1700000000001';
        up = async (runner: { query(sql: string): Promise<unknown> }): Promise<void> => {
          await runner.query(outboxSql(schema));
          await runner.query(inboxSql(schema));
          await runner.query(deadLetterEndsSql(schema));
          await runner.query(createJobs(schema));
        };
        down = async (): Promise<void> => undefined;
      },
    ];
    database = await createTestDatabase('t_letters', [
      { schema: 'inventory', migrations: migrations('inventory') },
      { schema: 'orders', migrations: migrations('orders') },
    ]);
    for (const name of ['inventory', 'order'] as const) {
      consumers.set(name, await startConsumer(name));
    }
    gateway = await bench.start({
      KAFKA_BROKERS: '',
      INVENTORY_URL: consumers.get('inventory')!.url,
      ORDER_URL: consumers.get('order')!.url,
    });
    const transport = gateway.app.get<EventTransport>(EVENT_TRANSPORT, { strict: false });
    await transport.publish(TOPICS.stock, [
      {
        key: '7',
        value: Buffer.from('{"part_id": '),
        headers: {
          ce_id: poison,
          ce_type: StockUpdated.type,
          ce_time: new Date().toISOString(),
          traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01`,
          ce_correlationid: 'corr-7',
        },
      },
    ]);
  });
  afterAll(async () => {
    for (const consumer of consumers.values()) await consumer.stop();
    await bench?.close();
    await database?.drop();
  });

  async function ask<T>(path: string, method = 'GET', body?: object) {
    const as = { token: await bench.tokens.tokenFor({ permissions: [...ROLES.admin] }) };
    return bench.call<T>(method, `/admin${path}`, { as, ...(body && { body }) });
  }
  const list = async (query = '') => (await ask<List>(`/events/dead-letters?${query}`)).body;
  const retry = (id: string) =>
    ask<{ result?: string; code?: string }>(`/events/dead-letters/${id}/retry`, 'POST');
  const letterOf = async (service: ServiceName) =>
    (await list()).items.find((letter) => letter.service === service)!;

  it('dead letters stand in one list with the service that gave up, page by page', async () => {
    const { items } = await eventually(async () => {
      const found = await list();
      expect(found.items.map(({ service }) => service).sort()).toEqual([
        'inventory',
        'order',
        'realtime-gateway',
      ]);
      return found;
    });
    for (const letter of items) {
      expect(letter).toMatchObject({
        event_id: poison,
        error: expect.stringContaining('not JSON'),
      });
    }
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.next_cursor}`);
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.next_cursor).toBeNull();
    expect((await list('service=order')).items.map(({ service }) => service)).toEqual(['order']);
  });

  it('one is read with all that is known of it, whoever keeps it', async () => {
    const { id } = await letterOf('inventory');
    const expected = {
      id,
      service: 'inventory',
      event_id: poison,
      topic: TOPICS.stock,
      partition: expect.any(Number),
      offset: '0',
      payload: '{"part_id": ',
      attempts: 0,
      trace_id: TRACE_ID,
      correlation_id: 'corr-7',
      resolution: null,
      reason: null,
    };
    for (const asked of [id, `inventory.${id}`]) {
      const { status, body } = await ask(`/events/dead-letters/${asked}`);
      expect({ status, body }).toEqual({ status: 200, body: expect.objectContaining(expected) });
    }
    expect(await ask(`/events/dead-letters/order.${id}`)).toMatchObject({ status: 404 });
    const own = await letterOf('realtime-gateway');
    expect((await ask(`/events/dead-letters/${own.id}`)).body).toMatchObject({ event_id: poison });
  });

  it('dead letters are retried by the service that gave up, found by the letter alone or named', async () => {
    const { id } = await letterOf('order');
    expect(await retry(id)).toMatchObject({ status: 409, body: { code: 'retry_failed' } });
    await database.query('update orders.dead_letters set payload = $2 where id = $1', [
      id,
      Buffer.from(JSON.stringify(stockData(7, 1))),
    ]);
    expect(await retry(`inventory.${id}`)).toMatchObject({ status: 404 });
    expect(await retry(`order.${id}`)).toEqual({ status: 200, body: { result: 'handled' } });
    expect(handled).toEqual([7]);
    expect(await retry(id)).toEqual({ status: 200, body: { result: 'already_resolved' } });
    expect(await retry(randomUUID())).toMatchObject({ status: 404 });
    expect((await list()).items.map(({ service }) => service)).not.toContain('order');
    const settled = (await list('include_resolved=true')).items;
    expect(settled).toHaveLength(3);
    expect(settled.find((letter) => letter.id === id)).toMatchObject({
      resolution: 'handled',
      resolved_by_name: 'Test Person',
    });
  });

  it('one that nobody will handle is discarded once, with the first reason, and is on record', async () => {
    const { id } = await letterOf('inventory');
    const discard = (reason?: string, as = id) =>
      ask<{ result?: string; errors?: { field: string }[] }>(
        `/events/dead-letters/${as}/discard`,
        'POST',
        { reason },
      );
    const unexplained = await discard();
    expect(unexplained.status).toBe(422);
    expect(unexplained.body.errors?.map(({ field }) => field)).toEqual(['reason']);
    const answers = await Promise.all([discard('A test of a producer'), discard('Another reason')]);
    expect(answers.map(({ body }) => body.result).sort()).toEqual([
      'already_resolved',
      'discarded',
    ]);
    const first =
      answers[0].body.result === 'discarded' ? 'A test of a producer' : 'Another reason';
    expect((await ask(`/events/dead-letters/${id}`)).body).toMatchObject({
      resolution: 'discarded',
      reason: first,
    });
    expect(await retry(id)).toEqual({ status: 200, body: { result: 'already_resolved' } });
    expect(handled).toEqual([7]);
    expect((await list()).items.map((letter) => letter.id)).not.toContain(id);
    const audited = await database.query<{ changed_by: string; new_values: object }>(
      `select changed_by, new_values from audit.data_change_logs
        where table_schema = 'inventory' and table_name = 'dead_letters' and record_id = $1`,
      [id],
    );
    expect(audited).toEqual([
      { changed_by: expect.any(String), new_values: expect.objectContaining({ reason: first }) },
    ]);
    expect(audited[0]!.new_values).not.toHaveProperty('payload');
    // Nor can a program that has an error.
    await expect(
      database.query('update inventory.dead_letters set resolved_at = null where id = $1', [id]),
    ).rejects.toThrow('was dealt with');
    const own = await letterOf('realtime-gateway');
    expect((await discard('Of this service', own.id)).body).toEqual({ result: 'discarded' });
    expect((await list()).items).toEqual([]);
  });

  it('jobs stand in one list, page by page, with how many there are of each, and are retried by their service', async () => {
    for (const refund of ['r-1', 'r-2', 'r-3']) {
      const { app } = consumers.get(refund === 'r-2' ? 'inventory' : 'order')!;
      const database = app.get(Database, { strict: false });
      await transaction(database, (tx) =>
        app.get(Jobs, { strict: false }).enqueue(tx, Payout, { refund }, { key: refund }),
      );
    }
    const jobs = async (query = '') => (await ask<JobList>(`/jobs?${query}`)).body;
    const { items } = await eventually(async () => {
      const found = await jobs('state=given_up');
      expect(found.items.map(({ subject }) => subject)).toEqual(['r-3', 'r-2', 'r-1']);
      return found;
    });
    expect(items[0]).toMatchObject({
      id: expect.stringMatching(/^order\.[0-9a-f-]{36}$/),
      service: 'order',
      name: 'refund-payout',
      title: 'Pay a refund out',
      last_error: expect.stringContaining('the merchant account is closed'),
    });
    const read: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: JobList = await jobs(`name=refund-payout&limit=1&cursor=${cursor}`);
      read.push(...page.items.map(({ subject }) => subject));
      cursor = page.next_cursor;
      const payoutsOfAll = page.counts.filter(({ name }) => name === 'refund-payout');
      expect(payoutsOfAll).toEqual([
        { service: 'inventory', name: 'refund-payout', state: 'given_up', jobs: 1 },
        { service: 'order', name: 'refund-payout', state: 'given_up', jobs: 2 },
      ]);
    }
    expect(read).toEqual(['r-3', 'r-2', 'r-1']);
    expect((await jobs('service=inventory&name=refund-payout')).items).toHaveLength(1);
    const payoutsThatWait = await jobs('state=waiting&name=refund-payout');
    expect(payoutsThatWait.items).toEqual([]);

    payouts.refused = false;
    const retryJob = (id: string) => ask(`/jobs/${id}/retry`, 'POST');
    expect(await retryJob(items[0]!.id)).toEqual({ status: 200, body: { result: 'queued' } });
    await eventually(() => expect(payouts.done).toEqual(['r-3']));
    await eventually(async () => {
      const { body } = await retryJob(items[0]!.id);
      expect(body).toEqual({ result: 'already_done' });
    });
    expect(await retryJob(randomUUID())).toMatchObject({ status: 404 });
  });

  it('jobs of this service are in that list, and are retried from it', async () => {
    const pruning = await eventually(async () => {
      const { body } = await ask<JobList>('/jobs?service=realtime-gateway&state=waiting');
      const found = body.items.find(({ name }) => name === 'prune-event-log');
      expect(found).toBeDefined();
      return found!;
    });
    await bench.database.query(
      `insert into realtime.event_log (event_id, topic, type, subject, staff_data, occurred_at, recorded_at)
       values (gen_random_uuid(), 't', 't', '1', '{}', now(), now() - interval '2 days')`,
    );
    const logged = `select count(*)::int as n from realtime.event_log`;
    expect(await ask(`/jobs/${pruning.id}/retry`, 'POST')).toEqual({
      status: 200,
      body: { result: 'queued' },
    });
    await eventually(async () => expect(await bench.database.query(logged)).toEqual([{ n: 0 }]));
  });

  it('of a service that is away is missing, which is said, and the rest is there', async () => {
    const settled = (await list('include_resolved=true')).items;
    const { id } = settled.find(({ service }) => service === 'inventory')!;
    await consumers.get('inventory')!.stop();
    consumers.delete('inventory');
    const { items, unavailable } = await list('include_resolved=true');
    expect(items.map(({ service }) => service).sort()).toEqual(['order', 'realtime-gateway']);
    expect(unavailable).toEqual(['inventory']);
    const { body: jobs } = await ask<JobList>('/jobs');
    expect(jobs.unavailable).toEqual(['inventory']);
    const payoutsLeft = jobs.items.filter(({ name }) => name === 'refund-payout');
    expect(payoutsLeft.map(({ subject }) => subject)).toEqual(['r-1']);
    // Nobody can say that it does not exist.
    for (const asked of [id, `inventory.${id}`]) {
      expect(await retry(asked)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    }
  });
});
