/** What the cache knows under a key. */
export interface CacheHit {
  /** Version of the aggregate the value was made from; only grows. */
  version: number;
  /** Raw JSON; null: known to be absent at this version (a tombstone). */
  value: string | null;
}

export interface KeyVersion {
  key: string;
  version: number;
}

export interface CacheEntry extends KeyVersion {
  value: string | null;
  /** Seconds; the store adds up to 10% so that entries made together don't expire together. */
  ttlSeconds?: number;
}

/** Entries of one aggregate made by one read, all of one version, aligned with the group's keys. */
export interface CachedGroup {
  version: number;
  values: (string | null)[];
}

/** In the place of a format: the entry is a lease, `<epoch>|L|<minimum>|<token>`. */
export const LEASE = 'L';

export const DEFAULT_TTL_SECONDS = 300;
/** Absence is cheap to look up again and anybody can ask for absent ids: don't keep it long. */
export const ABSENT_TTL_SECONDS = 30;

/**
 * What every believable entry starts with. The epoch names the life of the store (a restarted Redis
 * has another), the format the shape of the payload (two releases side by side don't read each
 * other's payloads, yet compare versions).
 */
export function stampOf(epoch: string, format: string): string {
  return `${epoch}|${format}|`;
}

export function encodeEntry(stamp: string, version: number, value: string | null): string {
  return `${stamp}${version}|${value ?? ''}`;
}

/** Null for what is missing, a lease, of another life of the store or of another format. */
export function decodeEntry(raw: string | null | undefined, stamp: string): CacheHit | null {
  if (!raw || !raw.startsWith(stamp)) return null;
  const bar = raw.indexOf('|', stamp.length);
  return {
    version: +raw.slice(stamp.length, bar),
    value: bar === raw.length - 1 ? null : raw.slice(bar + 1),
  };
}

/** True when every entry is there and all are of one version: only then they belong together. */
export function isWhole(
  hits: readonly (CacheHit | null | undefined)[],
  from = 0,
  to = hits.length,
): boolean {
  const version = hits[from]?.version;
  if (version === undefined) return false;
  for (let i = from + 1; i < to; i += 1) if (hits[i]?.version !== version) return false;
  return true;
}

/** Milliseconds to live, with the jitter. */
export function ttlMs(seconds: number): number {
  return Math.round(seconds * 1000 * (1 + Math.random() * 0.1));
}
