import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts, as far as the request shows it. Goes into the audit log. */
export interface Actor {
  userId: string | null;
  ip: string | null;
  userAgent: string | null;
}

/** What belongs to one request or one handled event, from its first line to its last. */
export interface RequestContext {
  correlationId: string;
  actor?: Actor;
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
