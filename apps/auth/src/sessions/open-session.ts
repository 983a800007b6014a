import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AuthConfig } from '../auth-config.js';
import { requester } from '../requester.js';
import { digest, newRefreshToken } from './refresh-token.js';

export interface OpenedSession {
  sessionId: string;
  refreshToken: string;
  /** When the browser may forget the token. */
  expiresAt: Date;
}

@Injectable()
export class OpenSession {
  constructor(private readonly config: AuthConfig) {}

  /** Starts a session and its first refresh token; ends the least used sessions beyond the limit. */
  async run(tx: EntityManager, userId: string): Promise<OpenedSession> {
    const { ip, userAgent } = requester();
    const sessionId = uuidv7();
    const refreshToken = newRefreshToken();
    const [session] = await tx.query<[{ expires_at: Date }]>(
      `insert into sessions (id, user_id, ip_address, user_agent, idle_expires_at, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(hours => $5), now() + make_interval(days => $6))
       returning expires_at`,
      [sessionId, userId, ip, userAgent, this.config.sessionIdleHours, this.config.sessionMaxDays],
    );
    await tx.query(`insert into refresh_tokens (token_hash, session_id) values ($1, $2)`, [
      digest(refreshToken),
      sessionId,
    ]);
    await tx.query(
      `update sessions set ended_at = now(), end_reason = 'too_many'
        where id in (select id from sessions
                      where user_id = $1 and ended_at is null
                      order by last_used_at desc, id desc offset $2)`,
      [userId, this.config.sessionsPerUser],
    );
    return { sessionId, refreshToken, expiresAt: session.expires_at };
  }
}
