import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { openDatabase, transaction, Tx, type Database } from '@tandem/persistence';
import { eventually, type Problem } from '@tandem/testing';
import { EventLog } from '../event-log/event-log.js';
import type { LogEntry } from '../event-log/log-entry.js';
import { entry } from '../testing/entries.js';
import { GatewayBench } from '../testing/gateway.js';
import { contentData, orderData, Producer } from '../testing/producer.js';
import type { Change } from './change-feed.js';
import type { ChangesPage } from './changes.dto.js';

const SLOW = { timeoutMs: 60_000 };

// Real here: PostgreSQL, Kafka, Redis, two instances of the service.
describe('the public change feed', () => {
  let bench: GatewayBench;
  let producer: Producer;
  let database: Database;
  let log: EventLog;
  let pagesRead = 0;

  beforeAll(async () => {
    bench = await GatewayBench.open();
    producer = new Producer(bench.prefix);
    await producer.ready();
    bench.onClose(() => producer.close());
    await bench.start();
    await bench.start();
    database = await openDatabase({
      url: bench.database.urlOf('realtime'),
      schema: 'realtime',
      applicationName: 'changes-spec',
    });
    bench.onClose(() => database.close());
    log = new EventLog(database);
  });
  afterAll(() => bench.close());

  const read = <T = ChangesPage>(query = '', instance = 0, headers: Record<string, string> = {}) =>
    bench.call<T>('GET', `/changes${query}`, { instance, headers });
  const latest = async () => (await read('?after=latest')).body.next_after;
  const refusal = async (query: string) => {
    const { status, body } = await read<Problem>(query);
    return { status, code: body.code, fields: body.errors?.map(({ field }) => field) };
  };

  /** Follows the feed as a partner does, asking one instance after the other, until it has seen enough. */
  async function* follow(after: number, limit = 5): AsyncGenerator<Change> {
    for (let n = 0; ; n += 1) {
      const { status, body } = await read(`?after=${after}&limit=${limit}`, n % 2);
      expect(status).toBe(200);
      pagesRead += 1;
      yield* body.items;
      if (body.items.length < limit) await delay(5);
      after = body.next_after;
    }
  }

  async function append(...entries: LogEntry[]): Promise<void> {
    await transaction(database, (tx) => log.append(tx, ...entries));
  }

  /** Commits only after the feed has been read up to its end meanwhile: who came later may overtake, if the log lets them. */
  async function appendSlowly(added: LogEntry): Promise<void> {
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await log.append(new Tx(runner), added);
    const read = pagesRead;
    await eventually(() => pagesRead > read + 1, { timeoutMs: 60_000 });
    await runner.commitTransaction();
    await runner.release();
  }

  it('shows each change once and in order, however many writers commit at once', async () => {
    const [writers, changes] = [6, 10];
    const from = await latest();
    const seen: Change[] = [];
    const reading = (async () => {
      for await (const change of follow(from, 500)) {
        seen.push(change);
        if (change.part_id === 999) return;
      }
    })();
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let version = 1; version <= changes; version += 1) {
          await appendSlowly(entry(version, { partId: 900 + writer, version }));
        }
      }),
    );
    await append(entry(1, { partId: 999 }));
    await reading;
    expect(seen).toHaveLength(writers * changes + 1);
    expect(seen.map(({ seq }) => seq)).toEqual(
      [...new Set(seen.map(({ seq }) => seq))].sort((a, b) => a - b),
    );
    for (let writer = 0; writer < writers; writer += 1) {
      const versions = seen.filter(({ part_id }) => part_id === 900 + writer);
      expect(versions.map(({ version }) => version)).toEqual(
        Array.from({ length: changes }, (_, index) => index + 1),
      );
    }
  });

  it('lets a reader rebuild what is public of every part, and says nothing of anything else', async () => {
    const from = await latest();
    const parts = Array.from({ length: 6 }, (_, index) => 700 + index);
    // What a reader would find at GET /parts/{id} at any moment.
    const shop = new Map<number, string>();
    const content = (part: number, version: number, status: string) =>
      producer.send({
        topic: TOPICS.part,
        type: version === 1 ? 'part.created' : 'content.updated',
        subject: String(part),
        data: contentData(part, version, { status, cost: 'secret' }),
      });
    const copy = new Map<number, string>();
    const versions = new Map<string, number>();
    const ends = new Set<number>();
    const keys = new Set<string>();
    const reading = (async () => {
      for await (const change of follow(from)) {
        for (const key of Object.keys(change)) keys.add(key);
        const of = `${change.part_id} ${change.type.startsWith('stock.') ? 'stock' : 'content'}`;
        expect(change.version).toBeGreaterThan(versions.get(of) ?? 0);
        versions.set(of, change.version);
        const now = shop.get(change.part_id);
        if (now === undefined) copy.delete(change.part_id);
        else copy.set(change.part_id, now);
        if (change.version >= 50) ends.add(change.part_id);
        if (ends.size === parts.length) return;
      }
    })();
    await content(790, 1, 'draft');
    await Promise.all(
      parts.map(async (part, index) => {
        for (let version = 1; version <= 20; version += 1) {
          const isPublic = (version + index) % 4 !== 0;
          if (isPublic) shop.set(part, `content ${version}`);
          else shop.delete(part);
          await content(part, version, isPublic ? 'active' : 'draft');
          if (version % 5 === 0) await content(790, version, 'draft');
          const data = orderData(randomUUID(), randomUUID(), 1);
          const order = { topic: TOPICS.order, type: 'order.paid', subject: data.order_id, data };
          await producer.send(order);
        }
        shop.set(part, 'content 50');
        await content(part, 50, 'active');
      }),
    );
    await reading;
    expect(copy).toEqual(shop);
    expect([...keys].sort()).toEqual(['occurred_at', 'part_id', 'seq', 'type', 'version']);
    expect([...versions.keys()].filter((of) => of.startsWith('790'))).toEqual([]);
    const { body } = await read(`?after=${from}&limit=500`);
    expect(new Set(body.items.map(({ type }) => type))).toEqual(
      new Set(['part.created', 'content.updated', 'part.deleted']),
    );
  });

  it('takes a cursor past what is nobody’s business, so that it does not grow old in silence', async () => {
    const from = await latest();
    await append(entry(1, { partId: null, publicType: null, publicData: null }));
    await append(entry(1, { partId: null, userId: randomUUID(), publicType: 'cart.updated' }));
    await append(entry(2, { superseded: true }));
    const { body } = await read(`?after=${from}`);
    expect(body.items).toEqual([]);
    expect(body.next_after).toBeGreaterThan(from);
    expect(await read(`?after=${body.next_after}`)).toMatchObject({ status: 200 });
  });

  it('has pages that caches may keep, and a last one that is asked for again at little cost', async () => {
    const from = await latest();
    await append(entry(1, { partId: 800 }), entry(2, { partId: 800 }));
    const full = await read(`?after=${from}&limit=2`);
    expect(full.headers.get('cache-control')).toBe('public, max-age=300');
    const last = await read(`?after=${from}&limit=3`);
    expect(last.headers.get('cache-control')).toBe('no-cache');
    const etag = last.headers.get('etag')!;
    expect((await read(`?after=${from}&limit=3`, 1, { 'if-none-match': etag })).status).toBe(304);
    await append(entry(3, { partId: 800 }));
    const more = await read(`?after=${from}&limit=3`, 1, { 'if-none-match': etag });
    expect(more.body.items.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('tells who is too far back how to begin again', async () => {
    const from = await latest();
    await append(entry(1, { partId: 801 }), entry(2, { partId: 801 }), entry(3, { partId: 801 }));
    const [first, second] = (await read(`?after=${from}&limit=2`)).body.items;
    await log.prune(24, 1);
    const answer = await read<Problem & { start_again: { after: number } }>(`?after=${from}`);
    expect(answer.status).toBe(410);
    expect(answer.body).toMatchObject({
      code: 'cursor_too_old',
      start_again: { after: await latest(), listing: '/api/v1/parts' },
    });
    expect((await refusal(`?after=${first!.seq}`)).status).toBe(410);
    // Who has read all that was dropped has missed nothing; the dropped position itself is a valid place.
    const kept = await read(`?after=${second!.seq}`);
    expect(kept.body.items.map(({ version }) => version)).toEqual([3]);
    expect((await read('')).body.items.map(({ version }) => version)).toEqual([3]);
    const { start_again } = answer.body;
    await append(entry(4, { partId: 801 }));
    const on = await read(`?after=${start_again.after}`);
    expect(on.body.items.map(({ version }) => version)).toEqual([4]);
    expect(await refusal('?after=999999999999999')).toMatchObject({ code: 'cursor_too_old' });
  });

  it.each([
    ['?after=-1', 'after'],
    ['?after=', 'after'],
    ['?after=1.5', 'after'],
    ['?after=oldest', 'after'],
    ['?after=1&after=2', 'after'],
    ['?limit=0', 'limit'],
    ['?limit=501', 'limit'],
    ['?since=1', 'since'],
  ])('refuses %s by its name', async (query, field) => {
    expect(await refusal(query)).toMatchObject({ status: 422, fields: [field] });
  });

  it('lets one address read so many pages a minute', async () => {
    await bench.start({ REALTIME_CHANGES_PER_MINUTE: '3', KAFKA_BROKERS: '', REDIS_URL: '' });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await read('', 2)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const limited = await read<Problem>('', 2);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    await eventually(async () => expect((await read('', 1)).status).toBe(200), SLOW);
  });
});
