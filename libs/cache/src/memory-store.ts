import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { LEASE, decodeEntry, encodeEntry, isWhole, stampOf, ttlMs } from './entry.js';
import type { CacheEntry, CacheHit, KeyVersion } from './entry.js';
import {
  CHANGE_MEMORY_SECONDS,
  GENERATION_TTL_SECONDS,
  LEASE_MS,
  changeMark,
  freshGeneration,
} from './store.js';
import type { CacheStore, Fill, LeaseAnswer, LeaseRequest } from './store.js';

interface Head {
  kind: string;
  version: number;
}

export interface MemoryStoreOptions {
  format?: string;
  /** Most entries held; the least recently used go first. */
  maxEntries?: number;
  /** Most characters held, keys included: entries alone say nothing of the memory they take. */
  maxCharacters?: number;
}

/** The same rules as Redis inside one process: what the standalone form runs on. */
export class MemoryStore implements CacheStore {
  readonly kind = 'memory';
  readonly up = true;
  readonly stamp: string;
  private readonly epoch = randomUUID().slice(0, 8);
  private readonly entries: LRUCache<string, string>;

  constructor({
    format = '1',
    maxEntries = 50_000,
    maxCharacters = 48_000_000,
  }: MemoryStoreOptions = {}) {
    this.stamp = stampOf(this.epoch, format);
    this.entries = new LRUCache({
      max: maxEntries,
      maxSize: maxCharacters,
      sizeCalculation: (raw, key) => raw.length + key.length + 1,
    });
  }

  async mget(keys: readonly string[]): Promise<(string | null)[]> {
    return keys.map((key) => this.entries.get(key) ?? null);
  }

  async acquire(requests: readonly LeaseRequest[]): Promise<LeaseAnswer[]> {
    return requests.map((request) => this.acquireOne(request));
  }

  async fill(fills: readonly Fill[]): Promise<boolean[]> {
    return fills.map((fill) => this.fillOne(fill));
  }

  async release(keys: readonly string[], token: string): Promise<void> {
    for (const key of keys) if (this.holds(key, token)) this.entries.delete(key);
  }

  async refresh(entries: readonly CacheEntry[]): Promise<void> {
    for (const { key, version, value, ttlSeconds } of entries) {
      const head = this.head(key);
      if (!head) continue;
      if (head.kind === LEASE) this.raise(key, head, version);
      else if (head.version <= version) this.set(key, this.raw(version, value), ttlSeconds);
    }
  }

  async invalidate(versions: readonly KeyVersion[]): Promise<void> {
    for (const { key, version } of versions) {
      const head = this.head(key);
      if (!head) continue;
      if (head.kind === LEASE) this.raise(key, head, version);
      else if (head.version < version) this.entries.delete(key);
    }
  }

  async generations(keys: readonly string[]): Promise<string[]> {
    return keys.map((key) => {
      const present = this.entries.get(key);
      if (present) return present;
      const start = freshGeneration();
      this.set(key, start, GENERATION_TTL_SECONDS);
      return start;
    });
  }

  async bump(keys: readonly string[], changes: readonly string[]): Promise<void> {
    const marks = changes.map(changeMark).filter((mark) => !this.entries.has(mark));
    if (changes.length > 0 && marks.length === 0) return;
    for (const mark of marks) this.set(mark, '1', CHANGE_MEMORY_SECONDS);
    for (const key of keys) {
      const present = this.entries.get(key);
      if (present) this.set(key, String(Number(present) + 1), GENERATION_TTL_SECONDS);
    }
  }

  async put(key: string, raw: string, ttlSeconds: number): Promise<void> {
    this.set(key, raw, ttlSeconds);
  }

  /** Always up, so there is never anything to tell. */
  onState(): () => void {
    return () => undefined;
  }

  async ping(): Promise<void> {}

  /** The store belongs to the process, not to the service that happens to stop first. */
  async close(): Promise<void> {}

  private acquireOne({ keys, minimums }: LeaseRequest): LeaseAnswer {
    const heads = keys.map((key) => this.head(key));
    if (heads.some((head) => head?.kind === LEASE)) return { kind: 'busy' };
    const hits = keys.map((key) => decodeEntry(this.entries.get(key), this.stamp));
    if (isWhole(hits) && hits.every((hit, i) => hit!.version >= (minimums[i] ?? 0)))
      return { kind: 'hit', hits: hits as CacheHit[] };
    const token = randomUUID();
    keys.forEach((key, i) => {
      const minimum = Math.max(heads[i]?.version ?? 0, minimums[i] ?? 0);
      this.entries.set(key, this.lease(minimum, token), { ttl: LEASE_MS });
    });
    return { kind: 'lease', token };
  }

  private fillOne({ keys, token, version, values, ttlSeconds }: Fill): boolean {
    const intact = keys.every(
      (key) => this.holds(key, token) && (this.head(key)?.version ?? Infinity) <= version,
    );
    keys.forEach((key, i) => {
      if (intact) this.set(key, this.raw(version, values[i] ?? null), ttlSeconds);
      else if (this.holds(key, token)) this.entries.delete(key);
    });
    return intact;
  }

  private head(key: string): Head | null {
    const raw = this.entries.get(key);
    if (!raw) return null;
    const [epoch, kind, version] = raw.split('|', 3);
    if (epoch !== this.epoch) return null;
    return { kind: kind!, version: Number(version) };
  }

  private holds(key: string, token: string): boolean {
    const raw = this.entries.get(key);
    return raw !== undefined && this.head(key)?.kind === LEASE && raw.endsWith(`|${token}`);
  }

  private raise(key: string, { version: minimum }: Head, version: number): void {
    if (version <= minimum) return;
    const token = this.entries.get(key)!.split('|', 4)[3]!;
    const ttl = this.entries.getRemainingTTL(key);
    this.entries.set(key, this.lease(version, token), { ttl });
  }

  private lease(minimum: number, token: string): string {
    return `${this.epoch}|${LEASE}|${minimum}|${token}`;
  }

  private raw(version: number, value: string | null): string {
    return encodeEntry(this.stamp, version, value);
  }

  private set(key: string, raw: string, ttlSeconds = 300): void {
    this.entries.set(key, raw, { ttl: ttlMs(ttlSeconds) });
  }
}

let shared: MemoryStore | undefined;

/** The one store of this process: services started side by side see each other's writes in it. */
export function processMemoryStore(): MemoryStore {
  shared ??= new MemoryStore();
  return shared;
}
