import { setTimeout as pause } from 'node:timers/promises';
import type { CachedGroup, VersionedCache } from '../src/index.js';

export interface ShopOptions {
  /** Longest a read of the database takes, ms; it sees what is committed when it begins. */
  slowestRead?: number;
  seed?: number;
}

/** A reproducible stream of numbers in [0, 1). */
function randomStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A database of versions: commits are atomic, reads are slow and keep the snapshot they began with. */
export class FakeShop {
  reads = 0;
  readonly random: () => number;
  private readonly committed = new Map<string, number>();

  constructor(private readonly options: ShopOptions = {}) {
    this.random = randomStream(options.seed ?? 1);
  }

  version(part: string): number {
    return this.committed.get(part) ?? 0;
  }

  commit(part: string): number {
    const version = this.version(part) + 1;
    this.committed.set(part, version);
    return version;
  }

  /** One statement: the snapshot is taken when it reaches the database. */
  async read(part: string, keys: readonly string[]): Promise<CachedGroup> {
    this.reads += 1;
    const slowest = this.options.slowestRead ?? 5;
    await pause(this.random() * 2);
    const version = this.version(part);
    await pause(this.random() * slowest);
    return { version, values: keys.map((key) => this.value(key, version)) };
  }

  value(key: string, version: number): string {
    return JSON.stringify({ key, version });
  }

  /** Commits and tells the cache, as a use case does; resolves when the caller gets its 200. */
  async write(part: string, keys: readonly string[], cache: VersionedCache): Promise<number> {
    const version = this.commit(part);
    await pause(this.random() * 3);
    await cache.writeThrough(
      keys.map((key) => ({ key, version, value: this.value(key, version) })),
    );
    return version;
  }
}

export interface RaceOptions {
  /** Several caches stand for several processes. */
  caches: VersionedCache[];
  parts: string[];
  keysOf: (part: string) => string[];
  writes: number;
  reads: number;
  shop: FakeShop;
  /** Called now and then in between, e.g. to evict. */
  disturb?: (part: string) => Promise<void>;
}

export interface RaceResult {
  reads: number;
  stale: { part: string; atLeast: number; got: number }[];
}

/** Writers and readers at full speed; a read is stale when a write that returned before is missing. */
export async function race(options: RaceOptions): Promise<RaceResult> {
  const { caches, parts, keysOf, shop } = options;
  const returned = new Map<string, number>();
  const result: RaceResult = { reads: 0, stale: [] };
  const pick = <T>(from: T[]): T => from[Math.floor(shop.random() * from.length)]!;

  const writer = async () => {
    for (let i = 0; i < options.writes; i += 1) {
      const part = pick(parts);
      const version = await shop.write(part, keysOf(part), pick(caches));
      returned.set(part, Math.max(version, returned.get(part) ?? 0));
      if (options.disturb && shop.random() < 0.3) await options.disturb(part);
      await pause(shop.random() * 4);
    }
  };
  const reader = async () => {
    for (let i = 0; i < options.reads; i += 1) {
      const part = pick(parts);
      const keys = keysOf(part);
      const atLeast = returned.get(part) ?? 0;
      const group = await pick(caches).readGroup(keys, () => shop.read(part, keys));
      result.reads += 1;
      const consistent = group.values.every(
        (value, n) => value === shop.value(keys[n]!, group.version),
      );
      if (group.version < atLeast || !consistent)
        result.stale.push({ part, atLeast, got: group.version });
      if (i % 8 === 0) await pause(0);
    }
  };
  await Promise.all([...Array.from({ length: 8 }, writer), ...Array.from({ length: 24 }, reader)]);
  return result;
}
