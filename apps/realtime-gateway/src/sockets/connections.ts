import type { RealtimeConfig } from '../config.js';
import type { EventLog } from '../event-log/event-log.js';
import { messageRate } from './message-rate.js';
import { ResumePoint } from './resume-point.js';
import type { TandemSocket } from './socket-data.js';

/** How long after connecting a subscription still counts as picking up where the client left off. */
const RESUME_WINDOW_MS = 60_000;
/** A client that goes on after this many refused messages is not a browser of ours. */
const REFUSALS_BEFORE_DISCONNECT = 100;

/** Prepares a new connection: what it resumes from, and how fast it may talk. */
export function welcome(socket: TandemSocket, log: EventLog, config: RealtimeConfig): void {
  const now = performance.now();
  const lastEventId: unknown = socket.handshake.auth['last_event_id'];
  socket.data.parts = new Set();
  socket.data.lists = new Set();
  socket.data.joinedAfter = null;
  socket.data.everFollowed = new Set();
  socket.data.work = Promise.resolve();
  socket.data.rate = messageRate(config.messagesPerSecond, now);
  socket.data.resume = new ResumePoint(
    lastEventId,
    (eventId) => log.positionOf(eventId),
    now + RESUME_WINDOW_MS,
  );
  limitMessages(socket);
}

function limitMessages(socket: TandemSocket): void {
  let refusals = 0;
  socket.use((packet, next) => {
    if (socket.data.rate.take(performance.now())) return next();
    refusals += 1;
    const ack: unknown = packet.at(-1);
    if (typeof ack === 'function') {
      ack({ ok: false, code: 'rate_limited', detail: 'Too many messages. Slow down.' });
    }
    if (refusals >= REFUSALS_BEFORE_DISCONNECT) socket.disconnect(true);
  });
}
