import { LRUCache } from 'lru-cache';

interface Kept<T> {
  value: T;
  since: number;
}

/**
 * What this process read from the database a moment ago: it carries the load while the store can't
 * be used. Age counts from before the read began, so nothing is ever older than the limit.
 */
export class MicroCache<T extends object | string> {
  private readonly kept: LRUCache<string, Kept<T>>;

  constructor(
    private readonly maxAgeMs: number,
    maxEntries = 5_000,
  ) {
    this.kept = new LRUCache({ max: maxEntries });
  }

  /** The clock to pass to `put`, read before the database is. */
  now(): number {
    return performance.now();
  }

  get(key: string): T | null {
    const kept = this.kept.get(key);
    return kept && this.now() - kept.since < this.maxAgeMs ? kept.value : null;
  }

  put(key: string, value: T, since: number): void {
    this.kept.set(key, { value, since });
  }

  delete(key: string): void {
    this.kept.delete(key);
  }
}
