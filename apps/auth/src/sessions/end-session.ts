import type { EntityManager } from 'typeorm';

export type EndReason =
  'logout' | 'ended_by_user' | 'refresh_reused' | 'roles_changed' | 'too_many';

/** Ends a session that is still open. True when it was. */
export async function endSession(
  tx: EntityManager,
  sessionId: string,
  reason: EndReason,
): Promise<boolean> {
  const [, ended] = await tx.query<[unknown[], number]>(
    `update sessions set ended_at = now(), end_reason = $2 where id = $1 and ended_at is null`,
    [sessionId, reason],
  );
  return ended > 0;
}

/** Ends every open session of a person. How many there were. */
export async function endAllSessions(
  tx: EntityManager,
  userId: string,
  reason: EndReason,
): Promise<number> {
  const [, ended] = await tx.query<[unknown[], number]>(
    `update sessions set ended_at = now(), end_reason = $2 where user_id = $1 and ended_at is null`,
    [userId, reason],
  );
  return ended;
}
