import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { EVENT_TRANSPORT } from '@tandem/messaging';
import type { EventTransport, PastEvent, ReceivedMessage } from '@tandem/messaging';
import { eventually, standIn, type Problem, type StandIn } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { Producer } from '../testing/producer.js';
import type { ReplayAnswerDto, ReplayEventsDto, ReplayView } from './replays.dto.js';

const SLOW = { timeoutMs: 60_000 };
type Asked = Omit<ReplayEventsDto, 'from' | 'to'> & { from?: string; to?: string };

/** Real: the gateway, PostgreSQL, Kafka. A server stands for inventory; what services do is in libs/messaging. */
describe('events are handed over once more', () => {
  let bench: GatewayBench;
  let inventory: StandIn;
  let producer: Producer;
  let token: string;
  const calls: { replay_id: string; events: PastEvent[] }[] = [];
  /** What the service answers next; held back until then. */
  let answer: { status: number; body: object; hold?: Promise<unknown> };
  const sent: string[] = [];

  beforeAll(async () => {
    inventory = await standIn((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/internal/replay/handlers') {
          const items = [
            { type: 'stock.updated', again: true, reason: null },
            { type: 'stock.depleted', again: false, reason: 'Staff would get a mail.' },
          ];
          response.end(JSON.stringify({ items }));
          return;
        }
        calls.push(JSON.parse(Buffer.concat(chunks).toString()) as (typeof calls)[number]);
        void Promise.resolve(answer.hold).then(() => {
          response.writeHead(answer.status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(answer.body));
        });
      });
    });
    bench = await GatewayBench.open();
    producer = new Producer(bench.prefix);
    await producer.ready();
    await bench.start({ INVENTORY_URL: inventory.url, REDIS_URL: '' });
    token = await bench.tokens.tokenFor({ permissions: ['events:read', 'events:write'] });
    for (let version = 1; version <= 60; version += 1) sent.push(await producer.stock(7, version));
    await producer.stock(8, 1, { type: 'stock.depleted' });
    await eventually(async () => {
      const [row] = await bench.database.query<{ n: number }>(
        'select count(*)::int as n from realtime.event_log',
      );
      expect(row!.n).toBe(61);
    }, SLOW);
  });
  afterAll(async () => {
    await producer?.close();
    await bench?.close();
    await inventory?.close();
  });

  const replay = (body: Asked) =>
    bench.call<ReplayAnswerDto & Problem>('POST', '/admin/events/replay', { as: { token }, body });
  const one = async (id: string) =>
    (await bench.call<ReplayView>('GET', `/admin/events/replays/${id}`, { as: { token } })).body;
  const ended = (id: string) =>
    eventually(async () => {
      const found = await one(id);
      expect(found.state).not.toBe('running');
      return found;
    }, SLOW);
  const PART_7: Asked = { group: 'inventory', subject: '7' };

  it('a dry run says how many of which types, how old they are, and why they can’t be', async () => {
    const { body } = await replay(PART_7);
    expect(body).toEqual({
      replay: null,
      preview: {
        events: 60,
        types: [{ type: 'stock.updated', events: 60, handled: true, refused: null }],
        oldest: expect.stringMatching(/Z$/),
        newest: expect.stringMatching(/Z$/),
        refused: null,
      },
    });
    const all = (await replay({ group: 'inventory' })).body.preview;
    expect(all.events).toBe(61);
    expect(all.refused).toBe('stock.depleted can’t be handed over. Staff would get a mail.');
    const some = await replay({ ...PART_7, from_event: sent[10]!, to_event: sent[19]! });
    expect(some.body.preview.events).toBe(10);
    expect((await replay({ ...PART_7, subject: '9' })).body.preview.refused).toBe(
      'There is no such event.',
    );
    expect(calls).toEqual([]);
  });

  it('nothing is handed over that no dry run has told of, or that must not be', async () => {
    const unseen = await replay({ ...PART_7, dry_run: false });
    expect(unseen.body.errors?.map(({ field }) => field)).toEqual(['events']);
    const changed = await replay({ ...PART_7, dry_run: false, events: 59 });
    expect(changed).toMatchObject({ status: 409, body: { code: 'range_changed' } });
    const refused = await replay({ group: 'inventory', dry_run: false, events: 61 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'replay_refused' } });
    const nobody = await replay({ subject: '7' });
    expect(nobody.body.errors?.map(({ field }) => field)).toEqual(['group']);
    const elsewhere = await replay({ debug_topic: 'tandem.inventory.stock' });
    expect(elsewhere.body.errors?.map(({ field }) => field)).toEqual(['debug_topic']);
    const unknown = await replay({ ...PART_7, from_event: randomUUID() });
    expect(unknown.body.errors?.map(({ field }) => field)).toEqual(['from_event']);
    expect(calls).toEqual([]);
  });

  it('to a service page by page, in their order, one replay at a time', async () => {
    let release: (value?: unknown) => void = () => undefined;
    answer = {
      status: 200,
      body: { handled: 50, repeated: 0, ignored: 0 },
      hold: new Promise((resolve) => (release = resolve)),
    };
    const started = await replay({ ...PART_7, dry_run: false, events: 60 });
    const { id } = started.body.replay!;
    expect(started.body.replay).toMatchObject({ state: 'running', events: 60, done: 0 });
    await eventually(() => expect(calls).toHaveLength(1), SLOW);
    const second = await replay({ ...PART_7, dry_run: false, events: 60 });
    expect(second).toMatchObject({ status: 409, body: { code: 'replay_running' } });
    release();
    expect(await ended(id)).toMatchObject({ state: 'completed', done: 60, error: null });
    expect(calls.map(({ events }) => events.length)).toEqual([50, 10]);
    expect(new Set(calls.map((call) => call.replay_id))).toEqual(new Set([id]));
    expect(calls.flatMap(({ events }) => events.map((event) => event.id))).toEqual(sent);
    expect(JSON.parse(calls[0]!.events[0]!.data)).toMatchObject({ part_id: 7, version: 1 });
    const audited = await bench.database.query<{ operation: string; changed_by: string | null }>(
      `select operation, changed_by from audit.data_change_logs
        where table_name = 'replays' and record_id = $1 order by id`,
      [id],
    );
    expect(audited).toEqual([
      { operation: 'INSERT', changed_by: expect.any(String) },
      expect.objectContaining({ operation: 'UPDATE' }),
    ]);
  });

  it('until somebody stops it, or the service says no', async () => {
    calls.length = 0;
    let release: (value?: unknown) => void = () => undefined;
    answer = {
      status: 200,
      body: { handled: 50, repeated: 0, ignored: 0 },
      hold: new Promise((resolve) => (release = resolve)),
    };
    const stopped = (await replay({ ...PART_7, dry_run: false, events: 60 })).body.replay!;
    await eventually(() => expect(calls).toHaveLength(1), SLOW);
    const path = `/admin/events/replays/${stopped.id}/cancel`;
    const cancelled = await bench.call<ReplayView>('POST', path, { as: { token } });
    expect(cancelled.body.state).toBe('cancelled');
    release();
    answer = { status: 409, body: { code: 'replay_failed', detail: 'Event x failed: no.' } };
    const failing = (await replay({ ...PART_7, dry_run: false, events: 60 })).body.replay!;
    expect(await ended(failing.id)).toMatchObject({
      state: 'failed',
      error: 'Event x failed: no.',
    });
    expect(await one(stopped.id)).toMatchObject({ state: 'cancelled', done: 0 });
    expect(calls.map((call) => call.replay_id)).toEqual([stopped.id, failing.id]);
  });

  it('to a topic for debugging, as they were published', async () => {
    const topic = `tandem.debug.${randomUUID().slice(0, 8)}`;
    const asked: Asked = { debug_topic: topic, from_event: sent[58]! };
    const { preview } = (await replay(asked)).body;
    expect(preview).toMatchObject({ events: 3, refused: null });
    const { id } = (await replay({ ...asked, dry_run: false, events: 3 })).body.replay!;
    expect(await ended(id)).toMatchObject({ state: 'completed', done: 3, handled: 3 });
    const read: ReceivedMessage[] = [];
    const transport = bench.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT, {
      strict: false,
    });
    const reader = transport.subscribe({
      group: 'somebody-who-looks',
      topics: [topic],
      onMessage: async (message) => void read.push(message),
    });
    await eventually(() => expect(read).toHaveLength(3), SLOW);
    await reader.close();
    const first = read.find(({ headers }) => headers['ce_id'] === sent[58])!;
    expect(JSON.parse(first.value.toString())).toMatchObject({ part_id: 7, version: 59 });
    expect(first.headers).toMatchObject({
      ce_type: 'stock.updated',
      ce_subject: '7',
      'x-original-topic': TOPICS.stock,
      'x-replay': id,
    });
  });
});
