import { Inject, Injectable } from '@nestjs/common';
import type { SubscribeAck } from '@tandem/contracts';
import { EventLog } from '../event-log/event-log.js';
import type { Interest } from '../event-log/event-log.js';
import type { LogEntry } from '../event-log/log-entry.js';
import { LogTailer } from '../event-log/log-tailer.js';
import { PartVersionsReader } from '../ingest/part-versions.js';
import { RealtimeConfig } from '../config.js';
import { ResumePoint } from './resume-point.js';
import type { TandemSocket } from './socket-data.js';
import {
  checkSubscription,
  MAX_LISTS_PER_SOCKET,
  MAX_PARTS_PER_SOCKET,
} from './subscription-payload.js';
import type { Refusal } from './subscription-payload.js';

/** What following something means in a namespace: the rooms, and what a replayed entry looks like. */
export interface Audience {
  join(socket: TandemSocket, interest: Interest): void;
  leave(socket: TandemSocket, parts: number[], lists: string[]): void;
  replay(socket: TandemSocket, missed: LogEntry[], interest: Interest): void;
}

export type Ack = (answer: SubscribeAck | Refusal) => void;

/** Attempts to meet the live stream; each fails only if thousands of events pass during one query. */
const CATCH_UP_ATTEMPTS = 5;

/** Puts sockets into rooms without a gap and without a duplicate, whatever is emitted meanwhile. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly log: EventLog,
    private readonly tailer: LogTailer,
    private readonly versions: PartVersionsReader,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  /** Tells a new connection from where it would have to resume, should it be cut before its first event. */
  tellPosition(socket: TandemSocket): void {
    const lastEventId = this.tailer.lastEventId;
    if (lastEventId !== null) socket.emit('stream.position', { last_event_id: lastEventId });
  }

  /** Answers `subscribe`: what was missed, then the ack with the newest versions, then live. */
  async subscribe(
    socket: TandemSocket,
    payload: unknown,
    audience: Audience,
    ack: Ack,
  ): Promise<void> {
    await inTurn(socket, async () => {
      const checked = checkSubscription(payload);
      if (!checked.ok) return ack(checked);
      const { parts, lists } = checked.value;
      const refusal = limitRefusal(socket, parts, lists);
      if (refusal) return ack(refusal);

      const fresh = {
        parts: parts.filter((id) => !socket.data.parts.has(id)),
        lists: lists.filter((name) => !socket.data.lists.has(name)),
        topics: [],
        users: [],
      };
      // In the rooms first, versions second: a change between the two arrives as an event.
      const entered = await this.enter(socket, fresh, audience);
      const lastEventId = socket.data.joinedAfter;
      ack({ ok: true, versions: await this.versions.of(parts), last_event_id: lastEventId });
      if (entered === 'lost') resync(socket);
    });
  }

  /** Answers `unsubscribe`. Leaving what was not followed is fine. */
  async unsubscribe(
    socket: TandemSocket,
    payload: unknown,
    audience: Audience,
    ack: Ack,
  ): Promise<void> {
    await inTurn(socket, async () => {
      const checked = checkSubscription(payload);
      if (!checked.ok) return ack(checked);
      const { parts, lists } = checked.value;
      audience.leave(socket, parts, lists);
      for (const id of parts) socket.data.parts.delete(id);
      for (const name of lists) socket.data.lists.delete(name);
      ack({ ok: true, versions: {} });
    });
  }

  /** Follows whole topics from the moment of connecting on: the staff's live monitor. */
  async monitor(socket: TandemSocket, topics: string[], audience: Audience): Promise<void> {
    await inTurn(socket, async () => {
      const interest = { parts: [], lists: [], topics, users: [] };
      const entered = await this.enter(socket, interest, audience);
      if (entered === 'lost') resync(socket);
    });
  }

  /**
   * Follows what is one shopper's own business, from the moment of connecting on; `session.ready` says when, and
   * whether everything since the client's last event has come (`resumed`) or it should fetch what it shows.
   */
  async own(socket: TandemSocket, userId: string, audience: Audience): Promise<void> {
    await inTurn(socket, async () => {
      const interest = { parts: [], lists: [], topics: [], users: [userId] };
      const entered = await this.enter(socket, interest, audience);
      if (entered === 'lost') resync(socket);
      socket.emit('session.ready', { user_id: userId, resumed: entered === 'resumed' });
    });
  }

  /**
   * Replays what the socket missed of this interest and joins its rooms.
   * @returns `lost` when what was missed is not held, so that the client must refetch; `fresh` when there is nothing to
   *   resume from.
   */
  private async enter(
    socket: TandemSocket,
    interest: Interest,
    audience: Audience,
  ): Promise<'resumed' | 'fresh' | 'lost'> {
    const replay = neverFollowed(socket, interest);
    const state = replay ? await socket.data.resume.at(performance.now()) : 'none';
    if (!replay || typeof state === 'string') {
      this.join(socket, interest, audience);
      return state === 'lost' ? 'lost' : 'fresh';
    }
    // The client may have been on an instance that is further than this one.
    await this.tailer.reached(state.position);
    for (let attempt = 0; attempt < CATCH_UP_ATTEMPTS; attempt += 1) {
      const stored = await this.stored(state, replay);
      if (!stored) break;
      // From here to the rooms nothing may be awaited: whatever this instance has delivered by now
      // is replayed, whatever it delivers from now on comes through the rooms.
      const recent = this.tailer.recentSince(stored.upTo);
      if (!recent) continue;
      const missed = [...stored.entries, ...recent.filter((entry) => concerns(entry, replay))];
      if (missed.length > this.config.resumeMaxEvents) break;
      if (socket.connected) audience.replay(socket, missed, replay);
      this.join(socket, interest, audience);
      return 'resumed';
    }
    this.join(socket, interest, audience);
    return 'lost';
  }

  private join(socket: TandemSocket, interest: Interest, audience: Audience): void {
    // A socket that is gone would stay in the rooms for ever.
    if (!socket.connected) return;
    socket.data.joinedAfter = this.tailer.lastEventId;
    audience.join(socket, interest);
    for (const id of interest.parts) socket.data.parts.add(id);
    for (const name of interest.lists) socket.data.lists.add(name);
    // Of use for resuming only, and a connection may live for days.
    if (socket.data.resume.isOver(performance.now())) socket.data.everFollowed.clear();
    else for (const key of keysOf(interest)) socket.data.everFollowed.add(key);
  }

  /** What has to come from the database; null when the point or what follows it is not held. */
  private async stored(
    from: { eventId: string; position: number },
    interest: Interest,
  ): Promise<{ entries: LogEntry[]; upTo: number } | null> {
    if (this.tailer.recentSince(from.position)) return { entries: [], upTo: from.position };
    const upTo = this.tailer.position;
    const limit = this.config.resumeMaxEvents + 1;
    const entries = await this.log.missed({ after: from.position, upTo }, interest, limit);
    // Retention drops the oldest first: if the point is still held, so was all that follows it.
    return (await this.log.positionOf(from.eventId)) === null ? null : { entries, upTo };
  }
}

function concerns(entry: LogEntry, interest: Interest): boolean {
  return (
    (entry.partId !== null && interest.parts.includes(entry.partId)) ||
    entry.lists.some((name) => interest.lists.includes(name)) ||
    interest.topics.includes(entry.topic) ||
    (entry.userId !== null && interest.users.includes(entry.userId))
  );
}

/** The part of the interest whose missed entries this connection has not been given yet. */
function neverFollowed(socket: TandemSocket, interest: Interest): Interest | null {
  const isNew = (key: number | string) => !socket.data.everFollowed.has(key);
  const fresh = {
    parts: interest.parts.filter(isNew),
    lists: interest.lists.filter(isNew),
    topics: interest.topics.filter(isNew),
    users: interest.users.filter(isNew),
  };
  return keysOf(fresh).length > 0 ? fresh : null;
}

function keysOf({ parts, lists, topics, users }: Interest): (number | string)[] {
  return [...parts, ...lists, ...topics, ...users];
}

function limitRefusal(socket: TandemSocket, parts: number[], lists: string[]): Refusal | null {
  const { data } = socket;
  if (new Set([...data.parts, ...parts]).size > MAX_PARTS_PER_SOCKET) {
    return {
      ok: false,
      code: 'too_many_parts',
      detail: `One connection follows at most ${MAX_PARTS_PER_SOCKET} parts. Unsubscribe from some first.`,
    };
  }
  if (new Set([...data.lists, ...lists]).size > MAX_LISTS_PER_SOCKET) {
    return {
      ok: false,
      code: 'too_many_lists',
      detail: `One connection follows at most ${MAX_LISTS_PER_SOCKET} lists. Unsubscribe from some first.`,
    };
  }
  return null;
}

/** Runs the calls of one socket one after another, whatever becomes of the one before. */
async function inTurn(socket: TandemSocket, work: () => Promise<void>): Promise<void> {
  const turn = socket.data.work.then(work);
  socket.data.work = turn.catch(() => undefined);
  await turn;
}

function resync(socket: TandemSocket): void {
  // Once a connection: it means everything shown, not only this subscription.
  socket.data.resume = ResumePoint.none();
  socket.emit('resync', {
    code: 'events_not_held',
    detail: 'What happened since your last event is no longer held. Fetch again what you show.',
  });
}
