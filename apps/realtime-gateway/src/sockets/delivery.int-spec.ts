import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { RunningService } from '@tandem/http';
import { eventually } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import type { Client } from '../testing/gateway.js';
import { EventLog } from '../event-log/event-log.js';
import { LogTailer } from '../event-log/log-tailer.js';

const NO_KAFKA = { KAFKA_BROKERS: '' };

// Real here: PostgreSQL, Redis, HTTP and WebSocket connections. Events are put into the log directly.
describe('from the log to open pages', () => {
  let bench: GatewayBench;
  let one: RunningService;
  let two: RunningService;

  beforeAll(async () => {
    bench = await GatewayBench.open();
    one = await bench.start(NO_KAFKA);
    two = await bench.start(NO_KAFKA);
  });
  afterAll(() => bench.close());

  let version = 0;
  async function log(
    partId: number,
    over: { type?: string; lists?: string[]; topic?: string; publicData?: object | null } = {},
  ) {
    version += 1;
    const id = randomUUID();
    const type = over.type ?? 'stock.updated';
    const publicData = over.publicData === undefined ? { current_stock: version } : over.publicData;
    await bench.database.query(
      `insert into realtime.event_log (event_id, topic, type, subject, part_id, version, lists, public_type, public_data, staff_data, occurred_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())`,
      [
        id,
        over.topic ?? TOPICS.stock,
        type,
        String(partId),
        partId,
        version,
        over.lists ?? [],
        publicData && type,
        publicData,
        { current_stock: version, reserved_quantity: 2 },
      ],
    );
    return id;
  }

  const follow = async (url: string, parts: number[], auth: Record<string, unknown> = {}) => {
    const client = await bench.connect(url, { auth });
    expect(await client.ask('subscribe', { parts })).toMatchObject({ ok: true });
    return client;
  };

  it('pages on two instances get the same events in the same order, once', async () => {
    const pages = await Promise.all([one, two, one, two].map(({ url }) => follow(url, [1])));
    const sent: string[] = [];
    // Concurrent commits: the order is the log's, not that of the calls.
    for (let round = 0; round < 10; round += 1) {
      sent.push(...(await Promise.all(Array.from({ length: 10 }, () => log(1)))));
    }
    const rows = await bench.database.query<{ event_id: string }>(
      'select event_id from realtime.event_log where part_id = 1 order by seq',
    );
    const order = rows.map((row) => row.event_id);
    expect([...order].sort()).toEqual([...sent].sort());
    await eventually(() => pages.every((page) => page.ids().length >= 100));
    for (const page of pages) expect(page.ids()).toEqual(order);
  });

  it('a page gets events of the parts it follows, and none after it stops following', async () => {
    const page = await follow(one.url, [10, 11]);
    const wanted = await log(10);
    await log(12);
    await eventually(() => expect(page.ids()).toEqual([wanted]));
    expect(await page.ask('unsubscribe', { parts: [10] })).toMatchObject({ ok: true });
    await log(10);
    const last = await log(11);
    await eventually(() => expect(page.ids()).toEqual([wanted, last]));
  });

  it('a page gets an envelope with public fields only, named by the event’s type', async () => {
    const page = await follow(one.url, [13]);
    const id = await log(13, { type: 'stock.low' });
    await eventually(() => expect(page.received).toHaveLength(1));
    const [message] = page.received;
    expect(message?.name).toBe('stock.low');
    expect(message?.payload).toEqual({
      id,
      type: 'stock.low',
      part_id: 13,
      version,
      data: { current_stock: version },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('a list page is told once of a burst of changes', async () => {
    const page = await bench.connect(two.url);
    expect(await page.ask('subscribe', { lists: ['category:brakes'] })).toEqual({
      ok: true,
      last_event_id: expect.any(String),
      versions: {},
    });
    await Promise.all(
      [20, 21, 22].map((id) =>
        log(id, { type: 'price.updated', topic: TOPICS.part, lists: ['parts', 'category:brakes'] }),
      ),
    );
    await eventually(() => expect(page.received).toHaveLength(1));
    expect(page.received[0]).toEqual({
      name: 'list.changed',
      payload: {
        list: 'category:brakes',
        part_ids: expect.arrayContaining([20, 21, 22]),
        reason: 'price',
      },
    });
  });

  it('a page that was away gets what it missed, in order and once, then goes on live', async () => {
    const before = await follow(one.url, [30, 31]);
    const seen = await log(30);
    await eventually(() => expect(before.ids()).toEqual([seen]));
    before.socket.disconnect();
    const missed = [await log(30), await log(31), await log(30)];
    await log(32);

    // Another instance, and events keep coming while it resumes.
    const writes = (async () => {
      const ids: string[] = [];
      for (let n = 0; n < 20; n += 1) ids.push(await log(30));
      return ids;
    })();
    const after = await follow(two.url, [30, 31], { last_event_id: seen });
    const during = await writes;
    const live = await log(31);
    await eventually(() => expect(after.ids()).toContain(live));
    expect(after.ids()).toEqual([...missed, ...during, live]);
    expect(after.received.some(({ name }) => name === 'resync')).toBe(false);
  });

  it('a list page that was away is told that its list has changed', async () => {
    const first = await log(40, { lists: ['games'], topic: TOPICS.part, type: 'content.updated' });
    await log(41, { lists: ['games'], topic: TOPICS.part, type: 'content.updated' });
    const page = await bench.connect(one.url, { auth: { last_event_id: first } });
    await page.ask('subscribe', { lists: ['games'] });
    await eventually(() =>
      expect(page.received).toEqual([
        { name: 'list.changed', payload: { list: 'games', part_ids: [41], reason: 'missed' } },
      ]),
    );
  });

  it.each(['not-an-id', randomUUID(), 12345])(
    'a page whose last event is unknown (%s) is told to refetch',
    async (id) => {
      const page = await follow(one.url, [50], { last_event_id: id });
      await eventually(() => expect(page.received.map(({ name }) => name)).toEqual(['resync']));
      const live = await log(50);
      await eventually(() => expect(page.ids()).toEqual([live]));
    },
  );

  it('a page whose last event has passed its retention is told to refetch', async () => {
    const old = await log(51);
    await log(51);
    await bench.database.query(
      `update realtime.event_log set recorded_at = now() - interval '25 hours' where event_id = $1`,
      [old],
    );
    expect(await one.app.get(EventLog, { strict: false }).prune(24, 100_000)).toBeGreaterThan(0);
    const page = await follow(one.url, [51], { last_event_id: old });
    await eventually(() => expect(page.received.map(({ name }) => name)).toEqual(['resync']));
  });

  it('what an instance committed and never delivered reaches everybody else', async () => {
    const dying = await bench.start(NO_KAFKA);
    const there = await follow(dying.url, [60]);
    const elsewhere = await follow(two.url, [60]);
    const seen = await log(60);
    await eventually(() => expect(there.ids()).toEqual([seen]));
    await dying.app.get(LogTailer, { strict: false }).stop();
    const lost = await log(60);
    await eventually(() => expect(elsewhere.ids()).toEqual([seen, lost]));
    expect(there.ids()).toEqual([seen]);
    await dying.stop();
    const back = await follow(one.url, [60], { last_event_id: seen });
    expect(back.ids()).toEqual([lost]);
  });

  it('delivery goes on when notifications are lost', async () => {
    const page = await follow(one.url, [61]);
    await bench.database.query(`alter table realtime.event_log disable trigger event_log_announce`);
    const id = await log(61);
    await eventually(() => expect(page.ids()).toEqual([id]));
    await bench.database.query(`alter table realtime.event_log enable trigger event_log_announce`);
  });

  it('delivery waits for no look at the log when it is notified', async () => {
    const patient = await bench.start({ ...NO_KAFKA, REALTIME_TAIL_POLL_MS: '600000' });
    const page = await follow(patient.url, [62]);
    await eventually(async () => {
      const id = await log(62);
      await eventually(() => expect(page.ids()).toContain(id), { timeoutMs: 500 });
    });
  });

  it('the ack says which versions are the newest', async () => {
    await bench.database.query(
      'insert into realtime.part_versions (part_id, stock_version, content_version) values (70, 12, 3)',
    );
    const page = await bench.connect(one.url);
    expect(await page.ask('subscribe', { parts: [70, 71] })).toEqual({
      ok: true,
      last_event_id: expect.any(String),
      versions: { 70: { stock: 12, content: 3 }, 71: { stock: 0, content: 0 } },
    });
  });

  it('works over long polling, with ids that name the instance', async () => {
    const page = await bench.connect(one.url, { transports: ['polling'] });
    await page.ask('subscribe', { parts: [72] });
    const id = await log(72);
    await eventually(() => expect(page.ids()).toEqual([id]));
    expect(page.socket.io.engine.id).toMatch(/^rt-[0-9a-f]{8}\.[\w-]{20}$/);
  });

  describe('a socket that asks for too much or talks nonsense', () => {
    const refusals = async (client: Client, payload: unknown) => client.ask('subscribe', payload);

    it('is told what is wrong and stays connected', async () => {
      const page = await bench.connect(one.url);
      expect(await refusals(page, { parts: ['x'], rooms: [] })).toMatchObject({
        ok: false,
        code: 'validation_failed',
        errors: [
          { field: 'rooms', message: expect.any(String) },
          { field: 'parts.0', message: expect.any(String) },
        ],
      });
      expect(await refusals(page, null)).toMatchObject({ ok: false, code: 'validation_failed' });
      expect(await refusals(page, { lists: ['monitor:tandem.catalog.part'] })).toMatchObject({
        ok: false,
      });
      expect(await refusals(page, { parts: [1] })).toMatchObject({ ok: true });
    });

    it('may follow 200 parts and not one more', async () => {
      const page = await bench.connect(one.url);
      const parts = Array.from({ length: 200 }, (_, index) => 1_000 + index);
      expect(await refusals(page, { parts })).toMatchObject({ ok: true });
      expect(await refusals(page, { parts: [1_200] })).toMatchObject({
        ok: false,
        code: 'too_many_parts',
        detail: expect.any(String),
      });
      expect(await refusals(page, { parts: [1_000] })).toMatchObject({ ok: true });
      expect(page.socket.connected).toBe(true);
    });

    it('is slowed down when it sends without end', async () => {
      const page = await bench.connect(one.url);
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => refusals(page, { parts: [1] })),
      );
      expect(answers.filter(({ ok }) => ok).length).toBeLessThan(70);
      expect(answers.at(-1)).toMatchObject({ ok: false, code: 'rate_limited' });
    });

    it('survives a message without an ack, unknown messages, and several arguments', async () => {
      const page = await bench.connect(one.url);
      page.socket.emit('subscribe', { parts: [80] });
      page.socket.emit('subscribe');
      page.socket.emit('subscribe', { parts: [81] }, 'more');
      page.socket.emit('toString', {});
      page.socket.emit('no.such.message', { a: 1 });
      const id = await eventually(async () => {
        const sent = await log(80);
        await eventually(() => expect(page.ids()).toContain(sent), { timeoutMs: 500 });
        return sent;
      });
      expect(page.ids()).toContain(id);
    });

    it('is cut off when one message is too big', async () => {
      const page = await bench.connect(one.url);
      page.socket.emit('subscribe', { parts: new Array(20_000).fill(1) });
      await eventually(() => expect(page.socket.connected).toBe(false));
    });
  });
});
