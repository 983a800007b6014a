import { Injectable } from '@nestjs/common';
import type { AuthUser } from '@tandem/auth-client';
import { Database, transaction } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { endSession } from './end-session.js';
import { sessionNotFound } from './errors.js';

@Injectable()
export class EndOwnSession {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  /** Throws 404 for a session that is not one's own, or not open any more. */
  async end(user: AuthUser, sessionId: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const [own] = await tx.query(
        `select 1 from sessions where id = $1 and user_id = $2 for update`,
        [sessionId, user.id],
      );
      const ended = own !== undefined && (await endSession(tx, sessionId, 'ended_by_user'));
      if (!ended) throw sessionNotFound(sessionId);
      const detail = { reason: 'ended_by_user' };
      await this.security.record({ type: 'session_ended', userId: user.id, sessionId, detail }, tx);
    });
  }
}
