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
  /** Proves whose try it is. */
  leasedUntil: Date;
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
  leased_until: Date;
}

/** The mails as senders use them. Each call is one short statement: no row is locked while a mail travels. */
export class MailStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes a mail so that no other sender does before the lease is over; one that was given up begins anew, as staff have
   * asked for it. Null when it has ended otherwise, or another sender has it.
   */
  async claim(id: string, leaseMs: number): Promise<ClaimedMail | null> {
    const [row] = await this.database.query<ClaimedRow>({
      name: 'tandem_mail_claim',
      text: `update mails set attempts = case when state = 'failed' then 1 else attempts + 1 end, state = 'queued',
              leased_until = clock_timestamp() + $2 * interval '1 ms'
        where id = $1 and state in ('queued', 'failed') and coalesce(leased_until <= clock_timestamp(), true)
       returning id, template, data, user_id, to_address, attempts, created_at, counted, leased_until`,
      values: [id, leaseMs],
    });
    if (!row) return null;
    return {
      id,
      template: row.template,
      data: row.data,
      userId: row.user_id,
      toAddress: row.to_address,
      attempts: row.attempts,
      createdAt: row.created_at,
      counted: row.counted,
      leasedUntil: row.leased_until,
    };
  }

  /** How long another sender may still have it; null when it is over. */
  async leasedMs(id: string): Promise<number | null> {
    const [row] = await this.database.query<{ ms: number }>(
      `select greatest(0, extract(epoch from leased_until - clock_timestamp())::float8 * 1000) as ms
         from mails where id = $1 and state = 'queued'`,
      [id],
    );
    return row?.ms ?? null;
  }

  /**
   * Counts a mail in the day of its address, once however often it is tried; whether it is within the limit. Senders that
   * count at once wait for each other's row, so no more than the limit are told yes.
   */
  async admit({ id, counted }: ClaimedMail, address: string, limit: number): Promise<boolean> {
    if (counted) return true;
    const day = new Date().toISOString().slice(0, 10);
    const [row] = await this.database.query<{ admitted: boolean }>(
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
    await this.database.query({
      name: 'tandem_mail_sent',
      text: `update mails set state = 'sent', sent_at = clock_timestamp(), last_error = null
        where id = $1 and state = 'queued'`,
      values: [id],
    });
  }

  /** To be tried again by any sender; not `counted`: the try was none of the mail's. */
  async later(mail: ClaimedMail, reason: string, counted: boolean): Promise<void> {
    await this.end('queued', mail, reason, counted ? 0 : 1);
  }

  /** @returns whether it was this call that gave the mail up. */
  async failed(mail: ClaimedMail, reason: string): Promise<boolean> {
    return this.end('failed', mail, reason);
  }

  /** @returns whether it was this call that decided that the mail is not to be sent. */
  async withheld(mail: ClaimedMail, reason: string): Promise<boolean> {
    return this.end('withheld', mail, reason);
  }

  private async end(
    state: string,
    { id, leasedUntil }: ClaimedMail,
    reason: string,
    uncounted = 0,
  ): Promise<boolean> {
    const ended = await this.database.query<{ id: string }>({
      name: 'tandem_mail_end',
      text: `update mails set state = $3, last_error = left($4, 200), attempts = attempts - $5, leased_until = null
        where id = $1 and state = 'queued' and leased_until = $2 returning id`,
      values: [id, leasedUntil, state, reason, uncounted],
    });
    return ended.length > 0;
  }

  /** How many mails wait, and for how long the first of them has. */
  async waiting(): Promise<{ count: number; oldestMs: number }> {
    const [row] = await this.database.query<{ count: number; oldest: number | null }>(
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
