import { Injectable } from '@nestjs/common';
import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { AuthConfig } from '../config.js';
import { requester } from '../requester.js';
import { accountDeactivated } from './errors.js';
import { endLeastUsedSessions } from './end-session.js';
import { digest, newRefreshToken } from './refresh-token.js';

/** Between this statement and the signing of the token, with clocks that differ. */
export const ISSUE_SLACK_SECONDS = 60;

export interface OpenedSession {
  sessionId: string;
  refreshToken: string;
  /** When the browser may forget the token. */
  expiresAt: Date;
}

@Injectable()
export class OpenSession {
  constructor(private readonly config: AuthConfig) {}

  /**
   * Starts a session and its first refresh token; ends the least used sessions beyond the limit.
   * Throws 403 `account_deactivated`.
   */
  async open(tx: Tx, userId: string): Promise<OpenedSession> {
    // Locked, so that an account that is deactivated in this moment does not keep the session that opens here.
    const [active] = await tx.query(
      `select 1 from users where id = $1 and deactivated_at is null for no key update`,
      [userId],
    );
    if (!active) throw accountDeactivated();
    const { ip, userAgent } = requester();
    const sessionId = uuidv7();
    const refreshToken = newRefreshToken();
    const [session] = await tx.query<{ expires_at: Date }>(
      `insert into sessions (id, user_id, ip_address, user_agent, idle_expires_at, expires_at, tokens_until)
       values ($1, $2, $3, $4, now() + make_interval(hours => $5), now() + make_interval(days => $6),
               clock_timestamp() + make_interval(secs => $7))
       returning expires_at`,
      [
        sessionId,
        userId,
        ip,
        userAgent,
        this.config.sessionIdleHours,
        this.config.sessionMaxDays,
        this.config.accessTokenSeconds + ISSUE_SLACK_SECONDS,
      ],
    );
    await tx.execute(`insert into refresh_tokens (token_hash, session_id) values ($1, $2)`, [
      digest(refreshToken),
      sessionId,
    ]);
    await endLeastUsedSessions(tx, userId, this.config.sessionsPerUser);
    return { sessionId, refreshToken, expiresAt: session!.expires_at };
  }
}
