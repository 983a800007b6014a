import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Jobs, defineJob } from '@tandem/jobs';
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

/** Queued with the row of the mail, under its dedupe key. A second one of that key has no row, and nothing to do. */
export const SendMail = defineJob<{ mail_id: string }>({
  name: 'send-mail',
  title: 'Send an e-mail',
  retry: { firstMs: 1_000, longestMs: 60_000 },
});

/**
 * The one way to send a mail: a row and a job in the transaction of what it tells of, so there is no mail about a change
 * that was rolled back, and a mail server that is away fails no change.
 */
@Injectable()
export class MailQueue {
  constructor(private readonly jobs: Jobs) {}

  /** Adds a mail to the transaction of `tx`; its two statements travel with the COMMIT. */
  async add(tx: Tx, mail: NewMail): Promise<void> {
    const id = uuidv7();
    await withCommit(tx, {
      name: 'tandem_mail_add',
      text: `insert into mails (id, dedupe_key, user_id, to_address, template, data, traceparent)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (dedupe_key) do nothing`,
      values: [
        id,
        mail.dedupeKey,
        mail.userId ?? null,
        mail.to ?? null,
        mail.template,
        mail.data ?? {},
        currentTraceparent(),
      ],
    });
    await this.jobs.enqueue(tx, SendMail, { mail_id: id }, { key: mail.dedupeKey, once: true });
  }
}
