import { decodeEntry } from './entry.js';
import type { CacheHit, KeyVersion } from './entry.js';

/**
 * The least version that this process knows to be committed, by key. Whatever is older is refused
 * wherever it comes from. Bounded: the keys raised longest ago are forgotten first.
 */
export class MinimumVersions {
  /** Counts the times a minimum went up: what was judged by the same count still holds. */
  raises = 0;
  private readonly versions = new Map<string, number>();

  constructor(private readonly maxKeys = 100_000) {}

  get(key: string): number {
    return this.versions.get(key) ?? 0;
  }

  raise(raised: readonly KeyVersion[]): void {
    for (const { key, version } of raised) {
      if (version <= this.get(key)) continue;
      this.raises += 1;
      this.versions.delete(key);
      this.versions.set(key, version);
    }
    if (this.versions.size <= this.maxKeys) return;
    for (const key of this.versions.keys()) {
      if (this.versions.size <= this.maxKeys) break;
      this.versions.delete(key);
    }
  }
}

/** The entries in an answer of the store, from a place in it on; null for what may not be believed. */
export function believedHits(
  keys: readonly string[],
  raws: readonly (string | null)[],
  stamp: string,
  minimums: MinimumVersions,
  from = 0,
): (CacheHit | null)[] {
  const hits = new Array<CacheHit | null>(keys.length);
  for (let i = 0; i < keys.length; i += 1) {
    const hit = decodeEntry(raws[from + i], stamp);
    hits[i] = hit && hit.version >= minimums.get(keys[i]!) ? hit : null;
  }
  return hits;
}
