import { createHash } from 'node:crypto';
import { currentTraceparent } from '@tandem/observability';
import { prepared } from '@tandem/persistence';
import type { EntityManager } from 'typeorm';

const SOURCE = 'g2a.ipn';

/** A notification that was taken in: it says which transaction to ask about, and nothing else is believed. */
export interface Hint {
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
export async function keepHint(
  db: EntityManager,
  hint: { paymentId: string; transactionId: string; content: string },
): Promise<'new' | 'known'> {
  const rows: { times_received: number }[] = await db.query(
    `insert into webhook_inbox (source, digest, subject, reference, raw, traceparent)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint webhook_inbox_once
       do update set times_received = webhook_inbox.times_received + 1
     returning times_received`,
    [
      SOURCE,
      createHash('sha256').update(hint.content).digest('hex'),
      hint.paymentId,
      hint.transactionId,
      hint.content,
      currentTraceparent(),
    ],
  );
  return rows[0]!.times_received === 1 ? 'new' : 'known';
}

/** One hint that is due, put off for everybody else by `leaseMs`. */
export async function claimHint(
  db: EntityManager,
  { leaseMs, maxAgeHours }: { leaseMs: number; maxAgeHours: number },
): Promise<Hint | null> {
  const [rows] = (await db.query(
    `update webhook_inbox set attempts = attempts + 1,
            next_attempt_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
      where id = (
        select id from webhook_inbox
         where source = $1 and state = 'received' and next_attempt_at <= clock_timestamp()
         order by next_attempt_at limit 1 for update skip locked)
      returning id, subject, reference, raw, attempts, traceparent,
                received_at < clock_timestamp() - make_interval(hours => $3) as too_old`,
    [SOURCE, leaseMs, maxAgeHours],
  )) as [Hint[], number];
  return rows[0] ?? null;
}

export async function putOffHint(db: EntityManager, id: string, inMs: number): Promise<void> {
  await db.query(
    `update webhook_inbox set next_attempt_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
      where id = $1 and state = 'received'`,
    [id, inMs],
  );
}

export async function endHint(
  db: EntityManager,
  id: string,
  state: 'refused' | 'given_up',
): Promise<void> {
  await db.query(
    `update webhook_inbox set state = $2, settled_at = clock_timestamp() where id = $1 and state = 'received'`,
    [id, state],
  );
}

/** Every hint about the transaction that waits now: a truth asked for from here on answers them all. */
export async function waitingHints(
  db: EntityManager,
  { subject, reference }: Pick<Hint, 'subject' | 'reference'>,
): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `select id from webhook_inbox
      where source = $1 and subject = $2 and reference = $3 and state = 'received'`,
    [SOURCE, subject, reference],
  );
  return rows.map((row) => row.id);
}

export async function answerHints(tx: EntityManager, ids: readonly string[]): Promise<void> {
  await prepared(tx, {
    name: 'g2a_hints_answer',
    text: `update webhook_inbox set state = 'applied', settled_at = clock_timestamp()
            where id = any($1::bigint[]) and state = 'received'`,
    values: [ids],
  });
}

/** Hints that came before their payment need not wait for their next turn. */
export async function wakeHints(tx: EntityManager, paymentId: string): Promise<void> {
  await prepared(tx, {
    name: 'g2a_hints_wake',
    text: `update webhook_inbox set next_attempt_at = clock_timestamp()
            where source = $1 and subject = $2 and state = 'received'`,
    values: [SOURCE, paymentId],
  });
}

/** The transaction of the latest hint about a payment that nobody could ask about yet. */
export async function hintedTransaction(
  db: EntityManager,
  paymentId: string,
): Promise<string | null> {
  const rows: { reference: string }[] = await db.query(
    `select reference from webhook_inbox where source = $1 and subject = $2 and state = 'received'
      order by id desc limit 1`,
    [SOURCE, paymentId],
  );
  return rows[0]?.reference ?? null;
}
