import { Injectable } from '@nestjs/common';
import { TokenVerifier, bearerToken } from '@tandem/auth-client';
import type { AuthenticatedRequest } from '@tandem/auth-client';
import { DomainError } from '@tandem/kernel';
import { setActor } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { endSession } from '../sessions/end-session.js';
import { digest, isRefreshToken } from '../sessions/refresh-token.js';

interface OpenSessionRef {
  sessionId: string;
  userId: string;
}

@Injectable()
export class LogOut {
  constructor(
    private readonly database: Database,
    private readonly verifier: TokenVerifier,
    private readonly security: SecurityLog,
  ) {}

  /** Ends the session; nothing to end is fine too, so that signing out always works. */
  async endSession(refreshToken: string | undefined, request: AuthenticatedRequest): Promise<void> {
    await transaction(this.database, async (tx) => {
      const session =
        (await this.ofCookie(tx, refreshToken)) ?? (await this.ofAccessToken(request));
      if (!session) return;
      setActor(session.userId);
      const ended = await endSession(tx, session.sessionId, 'logout');
      if (!ended) return;
      await this.security.record(
        { type: 'session_ended', ...session, detail: { reason: 'logout' } },
        tx,
      );
    });
  }

  private async ofCookie(tx: Tx, token: string | undefined): Promise<OpenSessionRef | undefined> {
    if (!isRefreshToken(token)) return undefined;
    const [session] = await tx.query<OpenSessionRef>(
      `select s.id as "sessionId", s.user_id as "userId"
         from refresh_tokens t join sessions s on s.id = t.session_id where t.token_hash = $1`,
      [digest(token)],
    );
    return session;
  }

  private async ofAccessToken(request: AuthenticatedRequest): Promise<OpenSessionRef | undefined> {
    const token = bearerToken(request);
    if (!token) return undefined;
    try {
      const user = await this.verifier.verifyAccessToken(token);
      return { sessionId: user.sessionId, userId: user.id };
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}
