import { backoffMs, PACE } from '@tandem/kernel';
import type { KeyVersion } from './entry.js';
import type { CacheStore } from './store.js';
import { REDIS } from './telemetry.js';
import type { CacheTelemetry } from './telemetry.js';

const WAITS = { ...PACE.client, spread: 0.25 };
const BATCH = 500;
const MAX_PENDING = 100_000;

interface PendingBump {
  keys: readonly string[];
  changes: readonly string[];
  applied: () => void;
}

/**
 * What the store has yet to hear. Values are not kept, only the fact that older ones are wrong:
 * whoever reads next fetches the value. One version a key, the newest.
 */
export class RetryQueue {
  private readonly versions = new Map<string, number>();
  private readonly bumps: PendingBump[] = [];
  private timer: NodeJS.Timeout | undefined;
  private attempt = 0;
  private draining = false;
  private closed = false;
  private readonly stopListening: () => void;

  constructor(
    private readonly store: CacheStore,
    private readonly telemetry: CacheTelemetry,
  ) {
    this.stopListening = store.onState((up) => {
      if (up) void this.drain();
    });
  }

  /** Keys and bumps waiting. */
  get size(): number {
    return this.versions.size + this.bumps.length;
  }

  addVersions(versions: readonly KeyVersion[]): void {
    for (const { key, version } of versions) {
      if ((this.versions.get(key) ?? -1) < version) this.versions.set(key, version);
    }
    this.limit();
    this.schedule();
  }

  addBump(keys: readonly string[], changes: readonly string[], applied: () => void): void {
    this.bumps.push({ keys, changes, applied });
    this.limit();
    this.schedule();
  }

  /** One last attempt, then forgets. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.stopListening();
    if (this.size > 0 && this.store.up) await this.send().catch(() => undefined);
    if (this.size > 0) this.telemetry.warn('cache invalidations given up', { pending: this.size });
  }

  private schedule(): void {
    if (this.timer || this.draining || this.closed) return;
    this.attempt += 1;
    this.timer = setTimeout(() => void this.drain(), backoffMs(this.attempt, WAITS)).unref();
  }

  private async drain(): Promise<void> {
    if (this.draining || this.closed || this.size === 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.draining = true;
    const attempt = this.attempt;
    try {
      await this.send();
      this.attempt = 0;
      this.telemetry.info('cache invalidations caught up', { attempts: attempt });
    } catch (error) {
      this.telemetry.failure('cache_invalidate', error);
    } finally {
      this.draining = false;
      if (this.size > 0) this.schedule();
    }
  }

  private async send(): Promise<void> {
    while (this.versions.size > 0) {
      const batch: KeyVersion[] = [];
      for (const [key, version] of this.versions) {
        batch.push({ key, version });
        if (batch.length === BATCH) break;
      }
      await this.store.invalidate(batch);
      for (const { key, version } of batch)
        if (this.versions.get(key) === version) this.versions.delete(key);
    }
    while (this.bumps.length > 0) {
      const next = this.bumps[0]!;
      await this.store.bump(next.keys, next.changes);
      this.bumps.shift();
      next.applied();
    }
  }

  /** Other processes learn the change from the database too, so the oldest may be given up. */
  private limit(): void {
    let dropped = 0;
    for (const key of this.versions.keys()) {
      if (this.versions.size <= MAX_PENDING) break;
      this.versions.delete(key);
      dropped += 1;
    }
    while (this.bumps.length > MAX_PENDING) {
      this.bumps.shift()!.applied();
      dropped += 1;
    }
    if (dropped > 0)
      this.telemetry.warn('cache invalidations dropped: queue full', { dropped, away: REDIS });
  }
}
