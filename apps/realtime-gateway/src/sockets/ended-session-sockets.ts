import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { EndedSessions } from '@tandem/auth-client';
import type { EndedSession } from '@tandem/auth-client';
import { rooms } from './rooms.js';
import { holdSession } from './session.js';
import type { Session, TandemNamespace, TandemSocket } from './socket-data.js';

const ALL_REASONS: Readonly<Record<string, { code: string; detail: string }>> = {
  roles_changed: {
    code: 'roles_changed',
    detail: 'Your permissions have changed. Sign in again.',
  },
  account_deactivated: {
    code: 'account_deactivated',
    detail: 'This account was deactivated.',
  },
  account_deleted: { code: 'account_deleted', detail: 'This account is gone.' },
};
const SIGNED_OUT = { code: 'session_ended', detail: 'Your session has ended. Sign in again.' };

/**
 * Ends the sockets of a session that ended, in both namespaces. It follows auth's list itself and not Kafka: who
 * signed out, or lost a role, must be gone though Kafka is away.
 */
@Injectable()
export class EndedSessionSockets implements OnModuleDestroy {
  private readonly namespaces: TandemNamespace[] = [];
  private readonly stop: () => void;

  constructor(private readonly ended: EndedSessions) {
    this.stop = ended.onEnded((session) => this.end(session));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  use(namespace: TandemNamespace): void {
    this.namespaces.push(namespace);
  }

  /** Binds a socket to its session: from now on it lives no longer than that. False when it is over already. */
  hold(socket: TandemSocket, session: Session): boolean {
    void socket.join(rooms.session(session.user.sessionId));
    holdSession(socket, session);
    // It may have ended between the check of the token and this room.
    const known = this.ended.find(session.user.sessionId);
    if (known) this.end(known);
    return known === undefined;
  }

  private end({ sessionId, reason }: EndedSession): void {
    for (const namespace of this.namespaces) {
      const sockets = namespace.local.in(rooms.session(sessionId));
      sockets.emit('session.expired', ALL_REASONS[reason] ?? SIGNED_OUT);
      sockets.disconnectSockets();
    }
  }
}
