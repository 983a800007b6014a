import type { MailContent } from './compose.js';

/** A mail of the queue, as its writer sees it. */
export interface QueuedMail {
  id: string;
  template: string;
  data: Record<string, unknown>;
  userId: string | null;
}

/** Whom a mail goes to. Personal data: never logged, never stored with the mail. */
export interface MailRecipient {
  address: string;
  name?: string | null;
}

/** Why a mail is not sent although it could be. */
export type WithheldReason = 'address_not_confirmed' | 'daily_limit';

/** A mail that must not go out, now or later: it is recorded as such and counted. */
export class MailWithheld extends Error {
  override readonly name = 'MailWithheld';

  constructor(readonly reason: WithheldReason) {
    super(reason);
  }
}

/**
 * What a service's mails say and whom they go to. Both are asked when a mail is sent, outside of any transaction, and
 * again when it is tried again.
 */
export interface MailLetters {
  /**
   * The address of a mail's user; null: there is no such person any more, and the mail is given up.
   * @throws MailWithheld when the person must not be written to.
   * @throws DomainError 503 when it can't be told now: the mail waits, and that counts as no attempt.
   */
  recipient(userId: string): Promise<MailRecipient | null>;
  /** The mail's words. */
  write(mail: QueuedMail, recipient: MailRecipient): Promise<MailContent>;
}
