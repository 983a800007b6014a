import type { Jobs } from '@tandem/jobs';
import type { Queryable, Tx } from '@tandem/persistence';
import { ProcessG2aNotification } from '../../webhooks/inbox/sources.js';
import { keepInInbox, waitingAbout } from '../../webhooks/inbox/webhook-inbox.js';

export const IPN_SOURCE = 'g2a.ipn';

/** Keeps a notification under its payment and the transaction to ask about. */
export async function keepNotification(
  tx: Tx,
  jobs: Jobs,
  { paymentId, transactionId, content }: Record<'paymentId' | 'transactionId' | 'content', string>,
): Promise<'new' | 'known'> {
  const { id, kept } = await keepInInbox(tx, {
    source: IPN_SOURCE,
    eventType: 'payment',
    subject: paymentId,
    reference: transactionId,
    raw: content,
  });
  if (kept === 'known') return kept;
  const options = { key: id, once: true };
  await jobs.enqueue(tx, ProcessG2aNotification, { notification_id: id }, options);
  return kept;
}

/** Notifications that came before their payment need not wait for their next turn. */
export async function wakeNotifications(tx: Tx, jobs: Jobs, paymentId: string): Promise<void> {
  for (const { id, traceparent } of await waitingAbout(tx, IPN_SOURCE, { subject: paymentId })) {
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
    [IPN_SOURCE, paymentId],
  );
  return rows[0]?.reference ?? null;
}
