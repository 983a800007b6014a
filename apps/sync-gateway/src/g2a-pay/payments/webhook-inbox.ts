import { createHash } from 'node:crypto';
import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';

const SOURCE = 'g2a.ipn';

/** A notification that was taken in: it says which transaction to ask about, and nothing else is believed. */
export interface Notification {
  id: string;
  /** Payment id. */
  subject: string;
  /** Transaction id. */
  reference: string;
  raw: string;
  attempts: number;
  /** Of the notification that was first of its content. */
  traceparent: string | null;
  too_old: boolean;
}

/** Of equal notifications one is kept, however often and however much at once they come. */
export async function keepNotification(
  db: Queryable,
  notification: { paymentId: string; transactionId: string; content: string },
): Promise<'new' | 'known'> {
  const rows = await db.query<{ times_received: number }>(
    `insert into webhook_inbox (source, digest, subject, reference, raw, traceparent)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint webhook_inbox_once
       do update set times_received = webhook_inbox.times_received + 1
     returning times_received`,
    [
      SOURCE,
      createHash('sha256').update(notification.content).digest('hex'),
      notification.paymentId,
      notification.transactionId,
      notification.content,
      currentTraceparent(),
    ],
  );
  return rows[0]!.times_received === 1 ? 'new' : 'known';
}

/** One notification that is due, put off for everybody else by `leaseMs`. */
export async function claimNotification(
  db: Queryable,
  { leaseMs, maxAgeHours }: { leaseMs: number; maxAgeHours: number },
): Promise<Notification | null> {
  const rows = await db.query<Notification>(
    `update webhook_inbox set attempts = attempts + 1,
            next_attempt_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
      where id = (
        select id from webhook_inbox
         where source = $1 and state = 'received' and next_attempt_at <= clock_timestamp()
         order by next_attempt_at limit 1 for update skip locked)
      returning id, subject, reference, raw, attempts, traceparent,
                received_at < clock_timestamp() - make_interval(hours => $3) as too_old`,
    [SOURCE, leaseMs, maxAgeHours],
  );
  return rows[0] ?? null;
}

export async function postponeNotification(db: Queryable, id: string, inMs: number): Promise<void> {
  await db.execute(
    `update webhook_inbox set next_attempt_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
      where id = $1 and state = 'received'`,
    [id, inMs],
  );
}

export async function closeNotification(
  db: Queryable,
  id: string,
  state: 'refused' | 'given_up',
): Promise<void> {
  await db.execute(
    `update webhook_inbox set state = $2, settled_at = clock_timestamp() where id = $1 and state = 'received'`,
    [id, state],
  );
}

/** Every notification about the transaction that waits now: a status asked for from here on answers them all. */
export async function waitingNotifications(
  db: Queryable,
  { subject, reference }: Pick<Notification, 'subject' | 'reference'>,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from webhook_inbox
      where source = $1 and subject = $2 and reference = $3 and state = 'received'`,
    [SOURCE, subject, reference],
  );
  return rows.map((row) => row.id);
}

export async function settleNotifications(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: 'g2a_notifications_settle',
    text: `update webhook_inbox set state = 'applied', settled_at = clock_timestamp()
            where id = any($1::bigint[]) and state = 'received'`,
    values: [ids],
  });
}

/** Notifications that came before their payment need not wait for their next turn. */
export async function wakeNotifications(tx: Tx, paymentId: string): Promise<void> {
  await tx.query({
    name: 'g2a_notifications_wake',
    text: `update webhook_inbox set next_attempt_at = clock_timestamp()
            where source = $1 and subject = $2 and state = 'received'`,
    values: [SOURCE, paymentId],
  });
}

/** The transaction of the latest notification about a payment that nobody could ask about yet. */
export async function notifiedTransaction(
  db: Queryable,
  paymentId: string,
): Promise<string | null> {
  const rows = await db.query<{ reference: string }>(
    `select reference from webhook_inbox where source = $1 and subject = $2 and state = 'received'
      order by id desc limit 1`,
    [SOURCE, paymentId],
  );
  return rows[0]?.reference ?? null;
}
