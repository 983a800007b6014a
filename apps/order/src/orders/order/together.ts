import { causeHeaders } from '@tandem/messaging';
import { currentContext, currentTraceparent } from '@tandem/observability';
import { actAs, type Statement } from '@tandem/persistence';

/** Where a command comes from, when its transaction does the work of several requests. */
export interface Origin {
  /** Names who acts, for the records that the database keeps. */
  actor: Statement;
  correlationId: string | null;
  /** What the order keeps for those who go on with it later. */
  traceparent: string | null;
  /** What the events name as their cause. */
  cause: Record<string, string>;
}

/** Of the running request. */
export function origin(): Origin {
  const context = currentContext();
  return {
    actor: actAs(context ?? { correlationId: '' }),
    correlationId: context?.correlationId ?? null,
    traceparent: currentTraceparent(),
    cause: causeHeaders(),
  };
}

/** The order in which everybody takes locks, so that nobody waits in a circle. */
export function byKey<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
