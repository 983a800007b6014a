import { createHash } from 'node:crypto';
import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';

/** A notification to be taken in. */
export interface NewNotification {
  source: string;
  eventType: string;
  /** What it is about, by which it is found again. */
  subject: string;
  reference: string;
  /** Equal texts are the same notification; default: `raw`. */
  identity?: string;
  /** Without a signature. */
  raw: string;
}

/** A notification that was taken in: it says what to ask about, and nothing else is believed. */
export interface Notification {
  id: string;
  subject: string;
  reference: string;
  raw: string;
  received_at: Date;
}

/** Of equal notifications one is kept and followed, however often and however much at once they come. */
export async function keepInInbox(
  tx: Tx,
  { source, eventType, subject, reference, raw, identity = raw }: NewNotification,
): Promise<{ id: string; kept: 'new' | 'known' }> {
  const [row] = await tx.query<{ id: string; times_received: number }>({
    name: 'webhook_inbox_keep',
    text: `insert into webhook_inbox (source, event_type, digest, subject, reference, raw, traceparent)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict on constraint webhook_inbox_once
             do update set times_received = webhook_inbox.times_received + 1
           returning id, times_received`,
    values: [
      source,
      eventType,
      createHash('sha256').update(identity).digest('hex'),
      subject,
      reference,
      raw,
      currentTraceparent(),
    ],
  });
  return { id: row!.id, kept: row!.times_received > 1 ? 'known' : 'new' };
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
  error: string,
): Promise<void> {
  await db.execute(
    `update webhook_inbox set state = $2, settled_at = clock_timestamp(), last_error = $3
      where id = $1 and state = 'received'`,
    [id, state, error],
  );
}

/** Why it waits on: a word for staff. */
export async function noteWaiting(db: Queryable, id: string, error: string): Promise<void> {
  await db.execute(
    `update webhook_inbox set last_error = $2 where id = $1 and state = 'received' and last_error is distinct from $2`,
    [id, error],
  );
}

/** Every notification about the same that waits now: what is asked from here on answers them all. */
export async function waitingAbout(
  db: Queryable,
  source: string,
  { subject, reference }: { subject: string; reference?: string },
): Promise<{ id: string; traceparent: string | null }[]> {
  return db.query<{ id: string; traceparent: string | null }>({
    name: 'webhook_inbox_about',
    text: `select id, traceparent from webhook_inbox
            where source = $1 and subject = $2 and state = 'received' and ($3::text is null or reference = $3)`,
    values: [source, subject, reference ?? null],
  });
}

export async function settleNotifications(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({
    name: 'webhook_inbox_settle',
    text: `update webhook_inbox set state = 'applied', settled_at = clock_timestamp(), last_error = null
            where id in (select id from webhook_inbox
                          where id = any (array(select unnest($1::bigint[]))) and state = 'received' order by id for update)`,
    values: [ids],
  });
}
