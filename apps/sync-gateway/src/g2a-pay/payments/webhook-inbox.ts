import { createHash } from 'node:crypto';
import type { Jobs } from '@tandem/jobs';
import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';
import { ProcessG2aNotification } from './process-notification.js';

const SOURCE = 'g2a.ipn';

/** A notification that was taken in: it says which transaction to ask about, and nothing else is believed. */
export interface Notification {
  id: string;
  /** Payment id. */
  subject: string;
  /** Transaction id. */
  reference: string;
  raw: string;
  received_at: Date;
}

/** Of equal notifications one is kept and followed, however often and however much at once they come. */
export async function keepNotification(
  tx: Tx,
  jobs: Jobs,
  notification: { paymentId: string; transactionId: string; content: string },
): Promise<'new' | 'known'> {
  const rows = await tx.query<{ id: string; times_received: number }>(
    `insert into webhook_inbox (source, digest, subject, reference, raw, traceparent)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint webhook_inbox_once
       do update set times_received = webhook_inbox.times_received + 1
     returning id, times_received`,
    [
      SOURCE,
      createHash('sha256').update(notification.content).digest('hex'),
      notification.paymentId,
      notification.transactionId,
      notification.content,
      currentTraceparent(),
    ],
  );
  const { id, times_received: times } = rows[0]!;
  if (times > 1) return 'known';
  const options = { key: id, once: true };
  await jobs.enqueue(tx, ProcessG2aNotification, { notification_id: id }, options);
  return 'new';
}

/** Null once it is dealt with. */
export async function readWaiting(db: Queryable, id: string): Promise<Notification | null> {
  const rows = await db.query<Notification>(
    `select id, subject, reference, raw, received_at from webhook_inbox where id = $1 and state = 'received'`,
    [id],
  );
  return rows[0] ?? null;
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
export async function wakeNotifications(tx: Tx, jobs: Jobs, paymentId: string): Promise<void> {
  const waiting = await tx.query<{ id: string; traceparent: string | null }>({
    name: 'g2a_notifications_of_payment',
    text: `select id, traceparent from webhook_inbox
            where source = $1 and subject = $2 and state = 'received'`,
    values: [SOURCE, paymentId],
  });
  for (const { id, traceparent } of waiting) {
    const options = { key: id, traceparent };
    await jobs.enqueue(tx, ProcessG2aNotification, { notification_id: id }, options);
  }
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
