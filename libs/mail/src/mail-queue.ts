import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { currentTraceparent } from '@tandem/observability';
import { withCommit, type Tx } from '@tandem/persistence';

/** A mail that a change wants to be sent, to a user or to a fixed address. */
export interface NewMail {
  /** What the mail is about, e.g. `order_paid:<order id>`: a second one of this key is not queued. */
  dedupeKey: string;
  template: string;
  /** Whose address is looked up when the mail is sent. */
  userId?: string;
  /** A fixed address instead. */
  to?: string;
  /** Ids rather than contents: the mail is written when it is sent. Nothing secret, it stays in the database. */
  data?: Record<string, unknown>;
}

/**
 * The one way to send a mail: a row in the transaction of what it tells of, so there is no mail about a change that was
 * rolled back, and a mail server that is away fails no change.
 */
@Injectable()
export class MailQueue {
  /** Adds a mail to the transaction of `tx`; the one statement travels with the COMMIT. */
  async add(tx: Tx, mail: NewMail): Promise<void> {
    await withCommit(tx, {
      name: 'tandem_mail_add',
      text: `insert into mails (id, dedupe_key, user_id, to_address, template, data, traceparent)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (dedupe_key) do nothing`,
      values: [
        uuidv7(),
        mail.dedupeKey,
        mail.userId ?? null,
        mail.to ?? null,
        mail.template,
        mail.data ?? {},
        currentTraceparent(),
      ],
    });
  }
}

/** The queue, for code that has no injector at hand. It keeps no state. */
export const mailQueue = new MailQueue();
