import { Injectable } from '@nestjs/common';
import { setActor } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { confirmationHash, isConfirmationToken } from './confirmation-token.js';
import { confirmationExpired, confirmationUnknown, confirmationUsed } from './errors.js';

interface ConfirmationRow {
  id: string;
  user_id: string;
  used_at: Date | null;
  expired: boolean;
}

/** Takes a link once: the row lock lets one of several at the same time through. */
@Injectable()
export class ConfirmEmail {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  /** Throws 404 `confirmation_unknown`, 409 `confirmation_used`, 410 `confirmation_expired`. */
  async confirm(token: string): Promise<void> {
    if (!isConfirmationToken(token)) throw confirmationUnknown();
    await transaction(this.database, async (tx) => {
      const [row] = await tx.query<ConfirmationRow>(
        `select id, user_id, used_at, expires_at <= clock_timestamp() as expired
           from email_confirmations where token_hash = $1 for update`,
        [confirmationHash(token)],
      );
      if (!row) throw confirmationUnknown();
      if (row.used_at) throw confirmationUsed();
      if (row.expired) throw confirmationExpired();
      await tx.execute(`update email_confirmations set used_at = clock_timestamp() where id = $1`, [
        row.id,
      ]);
      await this.confirmUser(tx, row.user_id);
    });
  }

  private async confirmUser(tx: Tx, userId: string): Promise<void> {
    // Who holds the link may be anybody; on record it is the change of the person it was sent to.
    setActor(userId);
    const changed = await tx.execute(
      `update users set email_confirmed_at = clock_timestamp(), version = version + 1,
              updated_at = clock_timestamp()
        where id = $1 and email_confirmed_at is null`,
      [userId],
    );
    if (changed > 0) await this.security.record({ type: 'email_confirmed', userId }, tx);
  }
}
