import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventLog, Interest } from '../event-log/event-log.js';
import type { LogEntry } from '../event-log/log-entry.js';
import { LogTailer } from '../event-log/log-tailer.js';
import type { PartVersionsReader } from '../ingest/part-versions.js';
import type { RealtimeConfig } from '../config.js';
import { entry } from '../testing/entries.js';
import { messageRate } from './message-rate.js';
import { ResumePoint } from './resume-point.js';
import type { TandemSocket } from './socket-data.js';
import { Subscriptions } from './subscriptions.js';
import type { Audience } from './subscriptions.js';

/** A gateway in miniature: a log, a tailer that emits to members of the room, and one socket. */
class Gateway {
  readonly log: LogEntry[] = [];
  readonly received: string[] = [];
  readonly members = new Set<number>();
  acks: unknown[] = [];
  /** Runs while a query of the log is under way: the moment in which events like to slip through. */
  duringQuery: () => Promise<void> = async () => undefined;
  resumeMaxEvents = 100;
  readonly tailer: LogTailer;
  readonly subscriptions: Subscriptions;
  readonly socket: TandemSocket;

  constructor() {
    this.tailer = new LogTailer({
      source: {
        eventIdAt: async () => null,
        head: async () => this.log.at(-1)?.seq ?? 0,
        after: (at, limit) => this.after(at, limit),
      },
      pollMs: 60_000,
      onError: () => undefined,
      onEntry: (e) => {
        if (e.partId !== null && this.members.has(e.partId)) this.received.push(`${e.seq} live`);
      },
    });
    const events = {
      positionOf: async (id: string) => this.log.find((e) => e.eventId === id)?.seq ?? null,
      missed: async (range: { after: number; upTo: number }, interest: Interest, limit: number) => {
        const found = this.log.filter(
          (e) =>
            e.seq > range.after && e.seq <= range.upTo && interest.parts.includes(e.partId ?? 0),
        );
        await this.duringQuery();
        return found.slice(0, limit);
      },
    } as unknown as EventLog;
    const versions = { of: async () => ({}) } as unknown as PartVersionsReader;
    const config = { resumeMaxEvents: this.resumeMaxEvents } as RealtimeConfig;
    this.subscriptions = new Subscriptions(events, this.tailer, versions, config);
    this.socket = {
      connected: true,
      emit: (name: string) => this.received.push(name),
      data: {
        parts: new Set(),
        lists: new Set(),
        everFollowed: new Set(),
        work: Promise.resolve(),
        rate: messageRate(10, 0),
        resume: ResumePoint.none(),
      },
    } as unknown as TandemSocket;
  }

  private async after(position: number, limit: number) {
    return this.log.filter(({ seq }) => seq > position).slice(0, limit);
  }

  readonly audience: Audience = {
    join: (_, { parts }) => parts.forEach((id) => this.members.add(id)),
    leave: (_, parts) => parts.forEach((id) => this.members.delete(id)),
    replay: (_, missed) => missed.forEach((e) => this.received.push(`${e.seq} replayed`)),
  };

  resumeFrom(e: LogEntry) {
    const positionOf = async (id: string) =>
      this.log.find((known) => known.eventId === id)?.seq ?? null;
    this.socket.data.resume = new ResumePoint(e.eventId, positionOf, performance.now() + 60_000);
  }

  async add(...entries: LogEntry[]) {
    this.log.push(...entries);
    await this.tailer.reached(entries.at(-1)!.seq);
  }

  subscribe(payload: unknown) {
    return this.subscriptions.subscribe(this.socket, payload, this.audience, (ack) =>
      this.acks.push(ack),
    );
  }
}

describe('subscribing after a reconnect', () => {
  const gateways: Gateway[] = [];
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.tailer.stop();
  });

  async function started(...before: LogEntry[]) {
    const gateway = new Gateway();
    gateways.push(gateway);
    gateway.log.push(...before);
    await gateway.tailer.start();
    return gateway;
  }

  it('replays what was missed, in order, before anything live', async () => {
    const [a, b, c] = [entry(1), entry(2), entry(3)] as const;
    const gateway = await started(a, b, c);
    gateway.resumeFrom(a);
    await gateway.subscribe({ parts: [1] });
    await gateway.add(entry(4));
    expect(gateway.received).toEqual(['2 replayed', '3 replayed', '4 live']);
  });

  it('loses and repeats nothing that is emitted while the replay is being read', async () => {
    const first = entry(1);
    const gateway = await started(first, entry(2));
    gateway.resumeFrom(first);
    gateway.duringQuery = () => gateway.add(entry(3), entry(4));
    await gateway.subscribe({ parts: [1] });
    await gateway.add(entry(5));
    expect(gateway.received).toEqual(['2 replayed', '3 replayed', '4 replayed', '5 live']);
  });

  it('waits for this instance when the client has seen more on another', async () => {
    const gateway = await started(entry(1));
    const seenElsewhere = entry(2);
    gateway.log.push(seenElsewhere);
    gateway.resumeFrom(seenElsewhere);
    await gateway.subscribe({ parts: [1] });
    await gateway.add(entry(3));
    expect(gateway.received).toEqual(['3 live']);
  });

  it('replays for a part once in a connection, also when it leaves the page and comes back', async () => {
    const first = entry(1);
    const gateway = await started(first, entry(2));
    gateway.resumeFrom(first);
    await gateway.subscribe({ parts: [1] });
    await gateway.subscriptions.unsubscribe(
      gateway.socket,
      { parts: [1] },
      gateway.audience,
      () => undefined,
    );
    await gateway.subscribe({ parts: [1] });
    expect(gateway.received).toEqual(['2 replayed']);
  });

  it('asks the page to refetch, once, when its last event is no longer held', async () => {
    const gateway = await started(entry(1));
    gateway.resumeFrom(entry(99));
    await gateway.subscribe({ parts: [1] });
    await gateway.subscribe({ parts: [2] });
    await gateway.add(entry(2));
    expect(gateway.received).toEqual(['resync', '2 live']);
  });

  it('asks the page to refetch when more was missed than is worth sending', async () => {
    const first = entry(1);
    const many = Array.from({ length: 150 }, (_, index) => entry(index + 2));
    const gateway = await started(first, ...many);
    gateway.resumeFrom(first);
    await gateway.subscribe({ parts: [1] });
    expect(gateway.received).toEqual(['resync']);
  });

  it('leaves no room behind when the socket goes while it is being answered', async () => {
    const first = entry(1);
    const gateway = await started(first, entry(2));
    gateway.resumeFrom(first);
    gateway.duringQuery = async () => void Object.assign(gateway.socket, { connected: false });
    await gateway.subscribe({ parts: [1] });
    expect(gateway.members.size).toBe(0);
    expect(gateway.received).toEqual([]);
  });

  it('keeps to 200 parts a connection, also over several calls', async () => {
    const gateway = await started();
    const upTo = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i);
    await gateway.subscribe({ parts: upTo(1, 150) });
    await gateway.subscribe({ parts: upTo(100, 200) });
    await gateway.subscribe({ parts: [201] });
    expect(gateway.acks).toEqual([
      { ok: true, versions: {}, last_event_id: null },
      { ok: true, versions: {}, last_event_id: null },
      expect.objectContaining({ ok: false, code: 'too_many_parts' }),
    ]);
    expect(gateway.members.size).toBe(200);
  });
});
