import type { CacheEntry, CacheHit, KeyVersion } from './entry.js';

export interface LeaseRequest {
  /** The keys of one aggregate that are filled together. */
  keys: readonly string[];
  /** Per key: entries below this version are known to be old. */
  minimums: readonly number[];
}

export type LeaseAnswer =
  /** Somebody filled the group in the meantime. */
  | { kind: 'hit'; hits: CacheHit[] }
  /** Read the database and fill with this token. */
  | { kind: 'lease'; token: string }
  /** Another process is filling: read the database, don't fill. */
  | { kind: 'busy' };

export interface Fill {
  keys: readonly string[];
  token: string;
  version: number;
  values: readonly (string | null)[];
  ttlSeconds: number;
}

/**
 * Where entries live. Every method rejects within its deadline when the store can't answer.
 * README.md gives the rules that an implementation keeps, decision 0065 why they suffice.
 */
export interface CacheStore {
  readonly kind: 'redis' | 'memory';
  /** Commands make sense now. */
  readonly up: boolean;
  /** Start of every believable entry now; changes when the store is born again. */
  readonly stamp: string;
  /** Raw values in the order of the keys, in one round trip. */
  mget(keys: readonly string[]): Promise<(string | null)[]>;
  /** Leases for groups that miss, each all or none. */
  acquire(requests: readonly LeaseRequest[]): Promise<LeaseAnswer[]>;
  /** Stores each group whose leases are all intact and not above its version; tells which. */
  fill(fills: readonly Fill[]): Promise<boolean[]>;
  /** Gives a lease back after a failed load. */
  release(keys: readonly string[], token: string): Promise<void>;
  /** All at once: replaces present entries of at most the version; a lease learns the version. */
  refresh(entries: readonly CacheEntry[]): Promise<void>;
  /** All at once: removes present entries below the version; a lease learns the version. */
  invalidate(versions: readonly KeyVersion[]): Promise<void>;
  /** Current generations; a missing one begins at a random number. */
  generations(keys: readonly string[]): Promise<string[]>;
  /** Counts generations up, unless each of the changes has done so before; without any it always does. */
  bump(keys: readonly string[], changes: readonly string[]): Promise<void>;
  /** Stores a raw value whose validity its reader can judge (lists). */
  put(key: string, raw: string, ttlSeconds: number): Promise<void>;
  /** Called on every change of `up`; returns the way to stop it. */
  onState(listener: (up: boolean) => void): () => void;
  /** Resolves when the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A generation nobody wrote before, so that no forgotten list matches it. */
export function freshGeneration(): string {
  return String(Math.floor(Math.random() * 2 ** 48));
}

/** Seconds a generation lives after its last change; then lists of it are read once again. */
export const GENERATION_TTL_SECONDS = 24 * 3600;
/** Seconds in which a second bump for the same change is recognised. */
export const CHANGE_MEMORY_SECONDS = 60;
/** Longest load that still may fill; longer ones answer without filling. */
export const LEASE_MS = 5_000;

export const changeMark = (change: string): string => `cache:change:${change}`;
