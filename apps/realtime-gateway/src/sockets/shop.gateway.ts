import { Inject } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets';
import { TokenVerifier } from '@tandem/auth-client';
import { logger } from '@tandem/observability';
import type { Server } from 'socket.io';
import { RealtimeConfig } from '../config.js';
import { EndedSessionSockets } from './ended-session-sockets.js';
import { EventLog } from '../event-log/event-log.js';
import { welcome } from './connections.js';
import { ENDS_ACCOUNT, FanOut } from './fan-out.js';
import { FollowingGateway } from './following.gateway.js';
import { missedLists } from './list-changes.js';
import { rooms } from './rooms.js';
import { refusal, refuseIfOutdated, releaseSession, verifiedSession } from './session.js';
import type { Session, TandemSocket } from './socket-data.js';
import { SocketLimits } from './socket-limits.js';
import { SourceWatch } from './source-watch.js';
import { Subscriptions } from './subscriptions.js';
import type { Audience } from './subscriptions.js';
import { ownEnvelope, shopperEnvelope } from './views.js';

/**
 * The default namespace: anybody may follow public parts and lists. Who comes with an access token is told of their own
 * orders and cart too, for as long as the token holds.
 */
@WebSocketGateway()
export class ShopGateway
  extends FollowingGateway
  implements
    OnGatewayInit<Server>,
    OnGatewayConnection<TandemSocket>,
    OnGatewayDisconnect<TandemSocket>
{
  protected readonly audience = shoppers;
  private readonly logger = logger('realtime-gateway');

  constructor(
    protected readonly subscriptions: Subscriptions,
    private readonly fanOut: FanOut,
    private readonly log: EventLog,
    private readonly verifier: TokenVerifier,
    private readonly endings: EndedSessionSockets,
    private readonly limits: SocketLimits,
    private readonly sources: SourceWatch,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {
    super();
  }

  afterInit(server: Server): void {
    this.fanOut.useShop(server.sockets);
    this.endings.use(server.sockets);
    server.sockets.use((socket: TandemSocket, next) => {
      this.session(socket.handshake.auth['token']).then(
        (session) => {
          socket.data.session = session;
          next();
        },
        (error: unknown) => next(refusal(error)),
      );
    });
  }

  handleConnection(socket: TandemSocket): void {
    welcome(socket, this.log, this.config);
    this.limits.connected(socket);
    this.subscriptions.tellPosition(socket);
    this.sources.tellPage(socket);
    const { session } = socket.data;
    if (!session) return;
    if (!this.endings.hold(socket, session)) return;
    this.subscriptions.own(socket, session.user.id, shoppers).catch((error: unknown) => {
      this.logger.error(
        { err: error },
        'a shopper’s socket could not subscribe to their own events',
      );
      socket.disconnect();
    });
  }

  handleDisconnect(socket: TandemSocket): void {
    releaseSession(socket);
    this.limits.disconnected(socket);
  }

  /** Undefined for a guest; who says who they are is checked like staff. */
  private async session(token: unknown): Promise<Session | undefined> {
    if (token === undefined || token === null) return undefined;
    const session = await verifiedSession(token, this.verifier);
    await refuseIfOutdated(session, this.log, ENDS_ACCOUNT);
    this.limits.admit(session);
    return session;
  }
}

const shoppers: Audience = {
  join(socket, { parts, lists, users }) {
    void socket.join([
      ...parts.map(rooms.part),
      ...lists.map(rooms.list),
      ...users.map(rooms.user),
    ]);
  },
  leave(socket, parts, lists) {
    for (const room of [...parts.map(rooms.part), ...lists.map(rooms.list)])
      void socket.leave(room);
  },
  replay(socket, missed, { parts, lists, users }) {
    for (const entry of missed) {
      const own = entry.userId !== null && users.includes(entry.userId) ? ownEnvelope(entry) : null;
      if (own) socket.emit(own.type, own);
    }
    const visible = missed.filter((entry) => shopperEnvelope(entry) !== null);
    for (const envelope of visible.map(shopperEnvelope)) {
      if (envelope && parts.includes(envelope.part_id)) socket.emit(envelope.type, envelope);
    }
    const listed = missed.filter((entry) => entry.partId === null || visible.includes(entry));
    for (const change of missedLists(listed, lists)) socket.emit('list.changed', change);
  },
};
