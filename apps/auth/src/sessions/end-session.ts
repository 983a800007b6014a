import { SessionEnded } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';

export type EndReason =
  | 'logout'
  | 'ended_by_user'
  | 'ended_by_staff'
  | 'refresh_reused'
  | 'roles_changed'
  | 'too_many'
  | 'account_deactivated';

interface Ended {
  id: string;
  user_id: string;
}

/** Ends a session that is still open. True when it was. */
export async function endSession(tx: Tx, sessionId: string, reason: EndReason): Promise<boolean> {
  return (await end(tx, 'id = $2', [sessionId], reason)) > 0;
}

/** Ends every open session of a person. How many there were. */
export async function endAllSessions(tx: Tx, userId: string, reason: EndReason): Promise<number> {
  return end(tx, 'user_id = $2', [userId], reason);
}

/** Ends every open session of who has a role. How many there were. */
export async function endSessionsOfRole(tx: Tx, role: string, reason: EndReason): Promise<number> {
  return end(tx, 'user_id in (select user_id from user_roles where role = $2)', [role], reason);
}

/** Ends the sessions of a person beyond the `most` that were used last. */
export async function endLeastUsedSessions(tx: Tx, userId: string, most: number): Promise<number> {
  const beyond = `id in (select id from sessions where user_id = $2 and ended_at is null
                          order by last_used_at desc, id desc offset $3)`;
  return end(tx, beyond, [userId, most], 'too_many');
}

/** A trigger tells every service at once; the event is for who listens on Kafka. */
async function end(tx: Tx, which: string, values: unknown[], reason: EndReason): Promise<number> {
  const ended = await tx.query<Ended>(
    `update sessions set ended_at = now(), end_reason = $1
      where ended_at is null and ${which} returning id, user_id`,
    [reason, ...values],
  );
  for (const { id, user_id } of ended) {
    await outbox.add(tx, SessionEnded, { session_id: id, user_id, version: 1, reason });
  }
  return ended.length;
}
