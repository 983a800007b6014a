import { Injectable } from '@nestjs/common';
import { Database, transaction } from '@tandem/persistence';
import { AttemptLimits } from '../limits/attempt-limits.js';
import { SecurityLog } from '../security-log/security-log.js';
import { alreadyConfirmed } from './errors.js';
import { IssueConfirmation } from './issue-confirmation.js';

@Injectable()
export class ResendConfirmation {
  constructor(
    private readonly database: Database,
    private readonly limits: AttemptLimits,
    private readonly issueConfirmation: IssueConfirmation,
    private readonly security: SecurityLog,
  ) {}

  /** One more link, and what no longer serves is forgotten. Throws 409 `already_confirmed`, 429. */
  async resend(userId: string): Promise<void> {
    await this.limits.askingForConfirmation(userId);
    await transaction(this.database, async (tx) => {
      const [open] = await tx.query(
        `select 1 from users where id = $1 and email_confirmed_at is null for update`,
        [userId],
      );
      if (!open) throw alreadyConfirmed();
      await tx.execute(
        `delete from email_confirmations where user_id = $1 and expires_at <= clock_timestamp()`,
        [userId],
      );
      await this.issueConfirmation.issue(tx, userId);
      await this.security.record({ type: 'confirmation_requested', userId }, tx);
    });
  }
}
