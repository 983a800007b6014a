import { EventEmitter } from 'node:events';

export interface CaughtMail {
  id: string;
  received_at: string;
  /** As the envelope says: whom it was really for. */
  from: string;
  to: string[];
  subject: string;
  message_id: string | null;
  size: number;
  text: string | null;
  html: string | null;
  headers: { name: string; value: string }[];
  attachments: { filename: string | null; mime_type: string; size: number }[];
}

export type MailSummary = Pick<
  CaughtMail,
  'id' | 'received_at' | 'from' | 'to' | 'subject' | 'message_id' | 'size'
>;

export interface MailFilter {
  /** Part of a recipient's address. */
  to?: string;
  /** Part of the subject. */
  subject?: string;
  limit?: number;
}

const CAPACITY = 1_000;

/** The last thousand mails, in memory. Emits `change`. */
export class Mailbox extends EventEmitter<{ change: [] }> {
  private readonly mails: CaughtMail[] = [];
  private count = 0;

  constructor() {
    super();
    // One listener an open page.
    this.setMaxListeners(0);
  }

  add(mail: Omit<CaughtMail, 'id'>): CaughtMail {
    const kept = { id: String((this.count += 1)), ...mail };
    this.mails.push(kept);
    if (this.mails.length > CAPACITY) this.mails.shift();
    this.emit('change');
    return kept;
  }

  get(id: string): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  /** Newest first. */
  list({ to, subject, limit = CAPACITY }: MailFilter): MailSummary[] {
    return this.mails
      .filter((mail) => to === undefined || mail.to.some((address) => contains(address, to)))
      .filter((mail) => subject === undefined || contains(mail.subject, subject))
      .slice(-limit)
      .reverse()
      .map(summaryOf);
  }

  clear(): void {
    this.mails.length = 0;
    this.emit('change');
  }
}

function summaryOf({ id, received_at, from, to, subject, message_id, size }: CaughtMail) {
  return { id, received_at, from, to, subject, message_id, size };
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
