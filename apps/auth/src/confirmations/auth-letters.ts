import { Injectable } from '@nestjs/common';
import { composeMail } from '@tandem/mail';
import type { MailContent, MailLetters, MailRecipient, QueuedMail } from '@tandem/mail';
import { Database } from '@tandem/persistence';
import { AuthConfig } from '../config.js';
import { confirmationToken } from './confirmation-token.js';
import { CONFIRM_EMAIL } from './issue-confirmation.js';

/** Writes the mails of auth. */
@Injectable()
export class AuthLetters implements MailLetters {
  constructor(
    private readonly database: Database,
    private readonly config: AuthConfig,
  ) {}

  /** Without a name: until the address is confirmed, the name may be a stranger's message to whoever it belongs to. */
  async recipient(userId: string): Promise<MailRecipient | null> {
    const [user] = await this.database.query<{ email: string }>(
      `select email from users where id = $1`,
      [userId],
    );
    return user ? { address: user.email } : null;
  }

  async write({ template, data }: QueuedMail): Promise<MailContent> {
    if (template !== CONFIRM_EMAIL) throw new Error(`there is no mail ${template}`);
    const { keyEncryptionSecret, shopUrl } = this.config;
    const token = confirmationToken(keyEncryptionSecret, String(data['confirmation_id']));
    return confirmEmailMail({ shopUrl, token, hours: this.config.confirmationHours });
  }
}

export interface ConfirmEmailMail {
  shopUrl: string;
  token: string;
  hours: number;
}

export function confirmEmailMail({ shopUrl, token, hours }: ConfirmEmailMail): MailContent {
  return composeMail({
    subject: 'Confirm your e-mail address',
    preview: 'Confirm your address so that we can write to you about your orders.',
    heading: 'Welcome to Tandem',
    blocks: [
      {
        kind: 'text',
        text: 'Please confirm that this is your e-mail address. We need it to write to you about your orders.',
      },
      {
        kind: 'button',
        label: 'Confirm my address',
        url: `${shopUrl}/confirm-email?token=${encodeURIComponent(token)}`,
      },
      {
        kind: 'note',
        text: `The link works once and must be used within ${hours} hours. If you did not create an account, please ignore this e-mail.`,
      },
    ],
    shop: { name: 'Tandem', url: shopUrl },
  });
}
