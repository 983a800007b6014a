import type { Database } from '@tandem/persistence';
import { createHash } from 'node:crypto';
import type { QueuedMail } from './letters.js';

/** A mail that this sender may try until its lease is over. */
export interface ClaimedMail extends QueuedMail {
  toAddress: string | null;
  /** This try included. */
  attempts: number;
  createdAt: Date;
  /** Whether it counts in its address' day already. */
  counted: boolean;
  /** Of what queued it. */
  traceparent: string | null;
  /** Proves whose try it is. */
  leaseUntil: Date;
}

interface ClaimedRow {
  id: string;
  template: string;
  data: Record<string, unknown>;
  user_id: string | null;
  to_address: string | null;
  attempts: number;
  created_at: Date;
  counted: boolean;
  traceparent: string | null;
  next_attempt_at: Date;
}

/** The queue as senders use it. Each call is one short statement: no row is locked while a mail travels. */
export class MailStore {
  constructor(private readonly dataSource: Database) {}

  /** Takes mails that are due, the longest waiting first, so that no other sender does before the lease is over. */
  async claim(limit: number, leaseMs: number): Promise<ClaimedMail[]> {
    const rows = await this.dataSource.query<ClaimedRow>(
      `update mails set attempts = attempts + 1, next_attempt_at = clock_timestamp() + $2 * interval '1 ms'
        where id in (select id from mails where state = 'queued' and next_attempt_at <= clock_timestamp()
                      order by next_attempt_at limit $1 for update skip locked)
       returning id, template, data, user_id, to_address, attempts, created_at, counted, traceparent,
                 next_attempt_at`,
      [limit, leaseMs],
    );
    return rows.map((row) => ({
      id: row.id,
      template: row.template,
      data: row.data,
      userId: row.user_id,
      toAddress: row.to_address,
      attempts: row.attempts,
      createdAt: row.created_at,
      counted: row.counted,
      traceparent: row.traceparent,
      leaseUntil: row.next_attempt_at,
    }));
  }

  /**
   * Counts a mail in the day of its address, once however often it is tried; whether it is within the limit. Senders that
   * count at once wait for each other's row, so no more than the limit are told yes.
   */
  async admit({ id, counted }: ClaimedMail, address: string, limit: number): Promise<boolean> {
    if (counted) return true;
    const day = new Date().toISOString().slice(0, 10);
    const [row] = await this.dataSource.query<{ admitted: boolean }>(
      `with admitted as (
         insert into mail_days as d (address_key, day, mails) values ($2, $3, 1)
         on conflict (address_key) do update set mails = d.mails + 1 where d.mails < $4
         returning 1),
       marked as (update mails set counted = true where id = $1 and exists (select from admitted))
       select exists (select from admitted) as admitted`,
      [id, addressKey(address, day), day, limit],
    );
    return row!.admitted;
  }

  /** The server has it: true whoever holds the lease now. */
  async sent({ id }: ClaimedMail): Promise<void> {
    await this.dataSource.execute(
      `update mails set state = 'sent', sent_at = clock_timestamp(), last_error = null
        where id = $1 and state = 'queued'`,
      [id],
    );
  }

  /** To be tried again. With `uncounted` the try was none of the mail's. */
  async later(
    { id, leaseUntil }: ClaimedMail,
    delayMs: number,
    reason: string,
    options: { uncounted?: boolean } = {},
  ): Promise<void> {
    await this.dataSource.execute(
      `update mails set next_attempt_at = clock_timestamp() + $3 * interval '1 ms', last_error = $4,
              attempts = greatest(0, attempts - $5)
        where id = $1 and state = 'queued' and next_attempt_at = $2`,
      [id, leaseUntil, Math.round(delayMs), reason, options.uncounted ? 1 : 0],
    );
  }

  /** @returns whether it was this call that gave the mail up. */
  async failed({ id, leaseUntil }: ClaimedMail, reason: string): Promise<boolean> {
    return this.end('failed', id, leaseUntil, reason);
  }

  /** @returns whether it was this call that decided that the mail is not to be sent. */
  async withheld({ id, leaseUntil }: ClaimedMail, reason: string): Promise<boolean> {
    return this.end('withheld', id, leaseUntil, reason);
  }

  private async end(state: string, id: string, leaseUntil: Date, reason: string): Promise<boolean> {
    const count = await this.dataSource.execute(
      `update mails set state = $4, last_error = $3
        where id = $1 and state = 'queued' and next_attempt_at = $2`,
      [id, leaseUntil, reason, state],
    );
    return count > 0;
  }

  /** How many mails wait, and for how long the first of them has. */
  async waiting(): Promise<{ count: number; oldestMs: number }> {
    const [row] = await this.dataSource.query<{ count: number; oldest: number | null }>(
      `select count(*)::int as count,
              extract(epoch from clock_timestamp() - min(created_at))::float8 * 1000 as oldest
         from mails where state = 'queued'`,
    );
    return { count: row!.count, oldestMs: row!.oldest ?? 0 };
  }
}

/**
 * Tells one address from another within a day, and lets nobody follow it through the days. What stands after a `+` is one
 * mailbox with what stands before.
 */
function addressKey(address: string, day: string): Buffer {
  const mailbox = address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, '@');
  return createHash('sha256').update(`${day} ${mailbox}`).digest();
}
