import { LRUCache } from 'lru-cache';

/** Most characters that one such cache holds, keys included; a string takes one or two bytes for each. */
const MOST_CHARACTERS = 8_000_000;

/**
 * What this process read from the database a moment ago: it carries the load while the store is
 * away. Age counts from before the read began, so nothing is ever older than the limit. Bounded by
 * size and not by number, because visitors decide how many different lists are read; what is too old
 * to be answered is let go, asked for again or not.
 */
export class MicroCache<T extends object> {
  private readonly kept: LRUCache<string, T>;

  constructor(
    private readonly maxAgeMs: number,
    sizeOf: (value: T) => number,
    maxCharacters = MOST_CHARACTERS,
  ) {
    this.kept = new LRUCache({
      maxSize: maxCharacters,
      sizeCalculation: (value, key) => key.length + sizeOf(value) + 1,
      ttl: maxAgeMs,
      ttlResolution: 0,
      ttlAutopurge: true,
    });
  }

  /** Characters held now. */
  get size(): number {
    return this.kept.calculatedSize;
  }

  /** The clock to pass to `put`, read before the database is. */
  now(): number {
    return performance.now();
  }

  get(key: string): T | null {
    return this.kept.get(key) ?? null;
  }

  put(key: string, value: T, since: number): void {
    // The library takes an age of 0 for one without end.
    if (this.maxAgeMs > 0) this.kept.set(key, value, { start: since });
  }

  /** Forgets everything. */
  clear(): void {
    this.kept.clear();
  }
}
