import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts, as far as the request shows it. Goes into the audit log. */
export interface Actor {
  userId: string | null;
  ip: string | null;
  userAgent: string | null;
}

/** What goes first when there is too much to do: what sells and pays, the rest, and what can as well be done later. */
export type Priority = 'critical' | 'normal' | 'deferrable';

/** What belongs to one request or one handled event, from its first line to its last. */
export interface RequestContext {
  correlationId: string;
  actor?: Actor;
  /** None for work that no request waits for: it is not sent away. */
  priority?: Priority;
  /** Milliseconds that the caller still waits; undefined when it did not say, or has its answer. */
  remainingMs?(): number | undefined;
  /** Whether nobody waits for the answer any more. */
  isAbandoned?(): boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `fn`, and everything it starts, within a context. */
export function runWithContext<T>(context: RequestContext, fn: () => T): T {
  return storage.run(context, fn);
}

/** The context of the running request or event; undefined outside of one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Names the acting user of the running request; address and user agent stay as they are. */
export function setActor(userId: string | null): void {
  const context = storage.getStore();
  if (!context) return;
  context.actor = { ip: null, userAgent: null, ...context.actor, userId };
}
