import { Injectable } from '@nestjs/common';
import { setActor } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { AuthConfig } from '../config.js';
import { SecurityLog } from '../security-log/security-log.js';
import { endSession } from './end-session.js';
import { invalidRefreshToken } from './errors.js';
import { ISSUE_SLACK_SECONDS } from './open-session.js';
import type { OpenedSession } from './open-session.js';
import { digest, isRefreshToken, newRefreshToken } from './refresh-token.js';
import { judgeRefresh } from './refresh-verdict.js';

export interface RefreshRequest {
  token: string | undefined;
  /** The `Idempotency-Key` of the request, when it has one. */
  attempt: string | undefined;
  arrivedAt: Date;
}

export interface RotatedSession extends OpenedSession {
  userId: string;
}

interface TokenState {
  session_id: string;
  user_id: string;
  expires_at: Date;
  alive: boolean;
  used_at: Date | null;
  used_by: Buffer | null;
  relative_used: boolean;
}

/**
 * Exchanges a refresh token for a new one. The session row is locked first, so of requests with the
 * same token one rotates and the others see that it did; what they get is `judgeRefresh`'s to say.
 */
@Injectable()
export class RotateRefreshToken {
  constructor(
    private readonly database: Database,
    private readonly config: AuthConfig,
    private readonly security: SecurityLog,
  ) {}

  /** Throws 401 `invalid_refresh_token`; the end of a session whose token was reused is committed. */
  async rotate(request: RefreshRequest): Promise<RotatedSession> {
    const { token } = request;
    if (!isRefreshToken(token)) throw invalidRefreshToken();
    const rotated = await transaction(this.database, (tx) => this.rotateWithin(tx, token, request));
    if (!rotated) throw invalidRefreshToken();
    return rotated;
  }

  private async rotateWithin(
    tx: Tx,
    token: string,
    request: RefreshRequest,
  ): Promise<RotatedSession | null> {
    const hash = digest(token);
    const attempt = request.attempt === undefined ? null : digest(request.attempt);
    const state = await this.lock(tx, hash);
    if (!state?.alive) return null;
    setActor(state.user_id);

    const verdict = judgeRefresh({
      usedAt: state.used_at,
      relativeUsed: state.relative_used,
      sameAttempt: attempt !== null && state.used_by !== null && attempt.equals(state.used_by),
      arrivedAt: request.arrivedAt,
      graceMs: this.config.refreshGraceMs,
    });
    if (verdict === 'reused') {
      await endSession(tx, state.session_id, 'refresh_reused');
      const { user_id: userId, session_id: sessionId } = state;
      await this.security.record({ type: 'refresh_reused', userId, sessionId }, tx);
      return null;
    }
    return this.replace(tx, hash, attempt, state);
  }

  private async lock(tx: Tx, hash: Buffer): Promise<TokenState | undefined> {
    const [session] = await tx.query<{ id: string }>(
      `select id from sessions where id = (select session_id from refresh_tokens where token_hash = $1) for update`,
      [hash],
    );
    if (!session) return undefined;
    // A second statement, because only one begun after the lock was got sees what the last holder did.
    const [state] = await tx.query<TokenState>(
      `select s.id as session_id, s.user_id, s.expires_at, t.used_at, t.used_by,
              s.ended_at is null and s.expires_at > now() and s.idle_expires_at > now() as alive,
              exists (select from refresh_tokens r
                       where r.used_at is not null and r.token_hash <> t.token_hash
                         and (r.parent_hash = t.token_hash or r.parent_hash = t.parent_hash)) as relative_used
         from refresh_tokens t join sessions s on s.id = t.session_id
        where t.token_hash = $1`,
      [hash],
    );
    return state;
  }

  private async replace(
    tx: Tx,
    hash: Buffer,
    attempt: Buffer | null,
    state: TokenState,
  ): Promise<RotatedSession> {
    const refreshToken = newRefreshToken();
    const { session_id: sessionId, user_id: userId, expires_at: expiresAt } = state;
    await tx.execute(
      `update refresh_tokens set used_at = clock_timestamp(), used_by = $2 where token_hash = $1 and used_at is null`,
      [hash, attempt],
    );
    await tx.execute(
      `insert into refresh_tokens (token_hash, session_id, parent_hash) values ($1, $2, $3)`,
      [digest(refreshToken), sessionId, hash],
    );
    await tx.execute(
      `update sessions
          set last_used_at = now(), idle_expires_at = least(expires_at, now() + make_interval(hours => $2)),
              tokens_until = clock_timestamp() + make_interval(secs => $3)
        where id = $1`,
      [
        sessionId,
        this.config.sessionIdleHours,
        this.config.accessTokenSeconds + ISSUE_SLACK_SECONDS,
      ],
    );
    return { sessionId, userId, refreshToken, expiresAt };
  }
}
