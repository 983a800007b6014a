import { PgListener } from '@tandem/persistence';
import { CHANGES_CHANNEL, DatabaseGuard } from './guard.js';
import type { Affected, DatabaseChange } from './guard.js';
import type { VersionedCache } from './versioned-cache.js';

export interface CacheGuardOptions {
  /** Database whose commits are announced on `tandem_changes`. */
  databaseUrl: string;
  /** What a change makes old, e.g. `affectedByPartChange`. */
  affected: (change: DatabaseChange) => Affected;
}

export interface RunningGuard {
  stop(): Promise<void>;
}

/** Silence and then no answer add up to less than the second that the shop promises. */
const HEARTBEAT_MS = 450;

/**
 * Lets the database tell the cache of every commit, so that a writer which can't reach the store
 * leaves nothing old behind. The cache answers from the database until the guard hears.
 */
export function guardCache(
  cache: VersionedCache,
  { databaseUrl, affected }: CacheGuardOptions,
): RunningGuard {
  const guard = new DatabaseGuard(cache, affected);
  const listener = new PgListener({
    url: databaseUrl,
    channels: [CHANGES_CHANNEL],
    heartbeatMs: HEARTBEAT_MS,
    onNotify: (payload) => guard.notified(payload),
    onUp: () => guard.up(),
    onDown: () => guard.down(),
  });
  listener.start();
  return {
    stop: async () => {
      guard.stop();
      await listener.stop();
    },
  };
}
