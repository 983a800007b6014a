import { Injectable } from '@nestjs/common';
import { notFound } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { endAllSessions } from '../sessions/end-session.js';

/** For staff who see a session that is not the owner's. */
@Injectable()
export class SignOutEverywhere {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  /** Throws 404. */
  async signOut(userId: string, by: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const [user] = await tx.query(`select 1 from users where id = $1 for no key update`, [
        userId,
      ]);
      if (!user) throw notFound('user', userId);
      const ended = await endAllSessions(tx, userId, 'ended_by_staff');
      await this.security.record({ type: 'sessions_ended', userId, detail: { by, ended } }, tx);
    });
  }
}
