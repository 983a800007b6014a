import { Inject } from '@nestjs/common';
import {
  Ack as AckOf,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets';
import { TokenVerifier } from '@tandem/auth-client';
import { TOPICS } from '@tandem/contracts';
import { logger } from '@tandem/observability';
import { RealtimeConfig } from '../config.js';
import { EndedSessionSockets } from './ended-session-sockets.js';
import { EventLog } from '../event-log/event-log.js';
import { Alerts } from './alerts.js';
import { answer } from './answer.js';
import { welcome } from './connections.js';
import { ENDS_SESSION, FanOut } from './fan-out.js';
import { FollowingGateway } from './following.gateway.js';
import { missedLists } from './list-changes.js';
import { PART_TOPICS, readableTopics, rooms } from './rooms.js';
import type { Session, TandemNamespace, TandemSocket } from './socket-data.js';
import { SocketLimits } from './socket-limits.js';
import { SourceWatch } from './source-watch.js';
import { refusal, refuseIfOutdated, releaseSession, SessionRefused } from './session.js';
import { staffSession } from './staff-session.js';
import { Subscriptions } from './subscriptions.js';
import type { Ack, Audience } from './subscriptions.js';
import { monitorEvent, shopperEnvelope, staffEnvelope, staffOrderEnvelope } from './views.js';

/** The `/admin` namespace: staff with an access token, each seeing what their permissions show. */
@WebSocketGateway({ namespace: '/admin' })
export class StaffGateway
  extends FollowingGateway
  implements
    OnGatewayInit<TandemNamespace>,
    OnGatewayConnection<TandemSocket>,
    OnGatewayDisconnect<TandemSocket>
{
  protected readonly audience = staff;
  private readonly logger = logger('realtime-gateway');

  constructor(
    protected readonly subscriptions: Subscriptions,
    private readonly fanOut: FanOut,
    private readonly alerts: Alerts,
    private readonly log: EventLog,
    private readonly verifier: TokenVerifier,
    private readonly endings: EndedSessionSockets,
    private readonly limits: SocketLimits,
    private readonly sources: SourceWatch,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {
    super();
  }

  afterInit(namespace: TandemNamespace): void {
    this.fanOut.useStaff(namespace);
    this.endings.use(namespace);
    this.alerts.useStaff(namespace);
    namespace.use((socket, next) => {
      this.session(socket.handshake.auth['token'])
        .then((session) => {
          this.limits.admit(session);
          socket.data.session = session;
          next();
        })
        .catch((error: unknown) => next(refusal(error)));
    });
  }

  handleConnection(socket: TandemSocket): void {
    const { session } = socket.data;
    if (!session) return void socket.disconnect();
    welcome(socket, this.log, this.config);
    this.limits.connected(socket);
    this.subscriptions.tellPosition(socket);
    if (!this.endings.hold(socket, session)) return;
    const { id, permissions } = session.user;
    const runs = permissions.includes('sync:read') ? [rooms.runs] : [];
    void socket.join([rooms.user(id), rooms.alerts, ...runs]);
    this.sources.tellStaff(socket);
    this.subscriptions.monitor(socket, readableTopics(permissions), staff).catch((error) => {
      this.logger.error({ err: error }, 'the live monitor could not be set up for a socket');
      socket.disconnect();
    });
  }

  handleDisconnect(socket: TandemSocket): void {
    releaseSession(socket);
    this.limits.disconnected(socket);
  }

  /** A new access token for a connection that goes on: same person, same permissions. */
  @SubscribeMessage('authenticate')
  async authenticate(
    @ConnectedSocket() socket: TandemSocket,
    @MessageBody() payload: unknown,
    @AckOf() ack: Ack | undefined,
  ): Promise<void> {
    await answer(ack, async (reply) => {
      try {
        const token: unknown = (payload as { token?: unknown } | null)?.token;
        const session = await this.session(token);
        const { user } = socket.data.session ?? session;
        if (session.user.id !== user.id || !sameSet(session.user.permissions, user.permissions)) {
          throw new SessionRefused('session_changed', 'Connect again to use this token.');
        }
        void socket.leave(rooms.session(user.sessionId));
        if (this.endings.hold(socket, session)) reply({ ok: true, versions: {} });
      } catch (error) {
        if (!(error instanceof SessionRefused)) throw error;
        reply({ ok: false, ...error.data });
      }
    });
  }

  /** The session of a token, unless the person's roles changed after it was issued. */
  private async session(token: unknown): Promise<Session> {
    const session = await staffSession(token, this.verifier);
    await refuseIfOutdated(session, this.log, ENDS_SESSION);
    return session;
  }
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}

function partRooms(socket: TandemSocket, partId: number): string[] {
  const readable = readableTopics(socket.data.session?.user.permissions ?? []);
  return PART_TOPICS.map((topic) =>
    readable.includes(topic)
      ? rooms.staffPart(partId, topic)
      : rooms.staffPartPublic(partId, topic),
  );
}

/** Whoever reads every event still needs to be a seller to be told of orders on their own. */
function mayReadOrders(socket: TandemSocket): boolean {
  return socket.data.session?.user.permissions.includes('orders:read') ?? false;
}

const staff: Audience = {
  join(socket, { parts, lists, topics }) {
    void socket.join([
      ...parts.flatMap((id) => partRooms(socket, id)),
      ...lists.map(rooms.list),
      ...topics.map(rooms.monitor),
      ...(topics.includes(TOPICS.order) && mayReadOrders(socket) ? [rooms.orders] : []),
    ]);
  },
  leave(socket, parts, lists) {
    const left = [...parts.flatMap((id) => partRooms(socket, id)), ...lists.map(rooms.list)];
    for (const room of left) void socket.leave(room);
  },
  replay(socket, missed, { parts, lists, topics }) {
    const readable = readableTopics(socket.data.session?.user.permissions ?? []);
    for (const entry of missed) {
      if (topics.includes(entry.topic)) socket.emit('event', monitorEvent(entry));
      const order = mayReadOrders(socket) ? staffOrderEnvelope(entry) : null;
      if (order) socket.emit(order.type, order);
      if (entry.partId === null || !parts.includes(entry.partId)) continue;
      const mayRead = readable.includes(entry.topic);
      const envelope = mayRead ? staffEnvelope(entry) : shopperEnvelope(entry);
      if (envelope) socket.emit(envelope.type, envelope);
    }
    for (const change of missedLists(missed, lists)) socket.emit('list.changed', change);
  },
};
