/** What is known of a refresh token that was presented. */
export interface RefreshEvidence {
  /** When it was exchanged; null for a fresh one. */
  usedAt: Date | null;
  /** Its successor, or another successor of its predecessor, was used already. */
  relativeUsed: boolean;
  /** The request repeats the very attempt that exchanged it (same `Idempotency-Key`). */
  sameAttempt: boolean;
  arrivedAt: Date;
  graceMs: number;
}

/**
 * A token works once. A second use is a thief's or the owner's, and ends the session, except where
 * the owner can't have known better:
 *  1. requests under way at the same time (two tabs opened together), which arrived before the
 *     exchange, or within the configured grace after it;
 *  2. the same attempt again, after its answer was lost (a reload, a dropped connection).
 * Both hold only while none of the tokens handed out instead was used: afterwards the owner has a
 * newer one, and who comes with this one is somebody else.
 */
export function judgeRefresh(evidence: RefreshEvidence): 'rotate' | 'reused' {
  const { usedAt, relativeUsed, sameAttempt, arrivedAt, graceMs } = evidence;
  if (relativeUsed) return 'reused';
  if (usedAt === null) return 'rotate';
  const together = arrivedAt.getTime() <= usedAt.getTime() + graceMs;
  return together || sameAttempt ? 'rotate' : 'reused';
}
