import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { MailQueue } from '@tandem/mail';
import { withCommit, type Tx } from '@tandem/persistence';
import { AuthConfig } from '../config.js';
import { confirmationHash, confirmationToken } from './confirmation-token.js';

/** The mail that asks somebody to confirm their address. */
export const CONFIRM_EMAIL = 'confirm_email';

@Injectable()
export class IssueConfirmation {
  constructor(
    private readonly config: AuthConfig,
    private readonly mails: MailQueue,
  ) {}

  /** A link for this person and the mail that carries it; both travel with the COMMIT. Earlier links stay good. */
  async issue(tx: Tx, userId: string): Promise<void> {
    const id = uuidv7();
    const token = confirmationToken(this.config.keyEncryptionSecret, id);
    await withCommit(tx, {
      name: 'confirmation_issue',
      text: `insert into email_confirmations (id, user_id, token_hash, expires_at)
             values ($1, $2, $3, clock_timestamp() + make_interval(hours => $4))`,
      values: [id, userId, confirmationHash(token), this.config.confirmationHours],
    });
    await this.mails.add(tx, {
      dedupeKey: `${CONFIRM_EMAIL}:${id}`,
      template: CONFIRM_EMAIL,
      userId,
      data: { confirmation_id: id },
    });
  }
}
