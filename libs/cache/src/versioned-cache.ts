import { DEFAULT_TTL_SECONDS } from './entry.js';
import type { CacheEntry, CacheHit, CachedGroup, KeyVersion } from './entry.js';
import { MinimumVersions, believedHits } from './minimum-versions.js';
import { ListCache } from './lists.js';
import type { ListRead, LocalList } from './lists.js';
import { GroupLoader, groupOf } from './loader.js';
import type { GroupKeys, GroupsLoader } from './loader.js';
import { MicroCache } from './micro-cache.js';
import { OverlaidLists } from './overlaid-lists.js';
import type { OverlaidList, OverlaidListRead } from './overlaid-lists.js';
import { RetryQueue } from './retry-queue.js';
import type { CacheStore } from './store.js';
import { REDIS, silentTelemetry } from './telemetry.js';
import type { CacheTelemetry } from './telemetry.js';
import { Trust } from './trust.js';
import type { GuardState } from './trust.js';

export interface VersionedCacheOptions {
  store: CacheStore;
  telemetry?: CacheTelemetry;
  /** Greatest age of what is answered while the store can't be used; default 500 ms. */
  microTtlMs?: number;
  /** How long a store that was away is doubted when no guard told us what happened; 1 s. */
  graceMs?: number;
  /** A store that is away for longer is an outage; before that every answer is exact; 1 s. */
  awayAfterMs?: number;
}

export interface LoadOptions {
  /** Default 300. */
  ttlSeconds?: number;
}

/**
 * The cache of read models: what it returns is never older than a write that had returned before
 * the read began. README.md gives the rules, decision 0065 the argument.
 */
export class VersionedCache {
  private readonly store: CacheStore;
  private readonly telemetry: CacheTelemetry;
  private readonly trust: Trust;
  private readonly minimums = new MinimumVersions();
  private readonly micro: MicroCache<CacheHit>;
  private readonly loader: GroupLoader;
  private readonly lists: ListCache;
  private readonly overlaid: OverlaidLists;
  private readonly retries: RetryQueue;
  private readonly stopReporting: () => void;
  private delivered: (versions: readonly KeyVersion[]) => void = () => undefined;

  constructor({
    store,
    telemetry,
    microTtlMs = 500,
    graceMs = 1_000,
    awayAfterMs = 1_000,
  }: VersionedCacheOptions) {
    this.store = store;
    this.telemetry = telemetry ?? silentTelemetry;
    this.micro = new MicroCache(microTtlMs, ({ value }) => value?.length ?? 0);
    const microLists = new MicroCache<LocalList>(microTtlMs, ({ value }) => value.length);
    this.trust = new Trust(store, graceMs, awayAfterMs, () => {
      this.micro.clear();
      microLists.clear();
    });
    this.stopReporting = store.onState((up) => {
      if (up) this.telemetry.reached();
      else this.telemetry.warn('reading from the database, not from the cache', { away: REDIS });
    });
    this.retries = new RetryQueue(store, this.telemetry);
    this.loader = new GroupLoader(store, this.trust, this.minimums, this.micro, this.telemetry);
    this.lists = new ListCache(store, this.trust, microLists, this.retries, this.telemetry);
    this.overlaid = new OverlaidLists(store, this.minimums, this.lists, this.telemetry, (keys) =>
      this.readMany(keys),
    );
  }

  /** False while the store is away or in doubt and the database is asked. */
  get usesStore(): boolean {
    return this.trust.trusted;
  }

  /** The store is this process's memory: there is no part to be healthy or not. */
  get isLocal(): boolean {
    return this.store.kind === 'memory';
  }

  /** Invalidations that the store has not taken yet. */
  get pendingInvalidations(): number {
    return this.retries.size;
  }

  /**
   * Entries in the order of the keys, null for a miss; one round trip, never throws. Entries of one
   * aggregate belong together only when `isWhole` says so.
   * @param type label of the hit rate; default taken from the first key
   */
  readMany(
    keys: readonly string[],
    type: string = this.telemetry.typeOf(keys[0] ?? ''),
  ): Promise<(CacheHit | null)[]> {
    if (keys.length === 0) return Promise.resolve([]);
    if (!this.trust.trusted) return Promise.resolve(this.withoutStore(keys, type));
    const stamp = this.store.stamp;
    return this.store.mget(keys).then(
      (raws) => {
        const hits = believedHits(keys, raws, stamp, this.minimums);
        this.telemetry.hit(type, !hits.includes(null));
        return hits;
      },
      () => this.withoutStore(keys, type),
    );
  }

  /**
   * Reads a missed group (the entries of one aggregate) from the database and fills the cache. One
   * such read at a time for a group in a process. Call it after `readMany` missed.
   * @param loader must see every commit (no lagging replica) and take version and values from one
   *   snapshot (one statement, or repeatable read)
   */
  async load(
    keys: GroupKeys,
    loader: () => Promise<CachedGroup>,
    options: LoadOptions = {},
  ): Promise<CachedGroup> {
    const [group] = await this.loadMany([keys], async () => [await loader()], options);
    return group!;
  }

  /** Like `load` for several groups with one database read, e.g. the stock of a list's parts. */
  loadMany(
    groups: readonly GroupKeys[],
    loader: GroupsLoader,
    { ttlSeconds = DEFAULT_TTL_SECONDS }: LoadOptions = {},
  ): Promise<CachedGroup[]> {
    return this.loader.load(groups, loader, ttlSeconds);
  }

  /** `readMany` of one group, and `load` when it is not whole. */
  async readGroup(
    keys: GroupKeys,
    loader: () => Promise<CachedGroup>,
    options: LoadOptions = {},
  ): Promise<CachedGroup> {
    return groupOf(await this.readMany(keys)) ?? this.load(keys, loader, options);
  }

  /**
   * Tells the cache what a committed write made, all keys in one step. Await it before the write is
   * answered. Entries the cache doesn't hold are left to the next reader. Never throws: what can't
   * be delivered is retried as an invalidation, and this process refuses older entries at once.
   */
  async writeThrough(entries: readonly CacheEntry[]): Promise<void> {
    await this.deliver(entries, () => this.store.refresh(entries));
  }

  /** Like `writeThrough` when the new value is not at hand: entries below the version go. */
  async invalidate(versions: readonly KeyVersion[]): Promise<void> {
    await this.deliver(versions, () => this.store.invalidate(versions));
  }

  /**
   * Makes every list of these generations old. Await it before the write is answered; never throws.
   * @param changes ids of the changes (`changeIdOf`), so that the guards of other processes, which hear
   *   of them too, don't count them again
   */
  async bumpGenerations(keys: readonly string[], ...changes: readonly string[]): Promise<void> {
    await this.lists.bump(keys, changes);
  }

  /** The same for changes of many aggregates: those that make the same lists old count as one, in one step of the store. */
  async bumpForEach(
    changes: readonly { id: string; generations: readonly string[] }[],
  ): Promise<void> {
    const alike = Map.groupBy(changes, ({ generations }) => generations.join());
    const bumps = [...alike.values()].map((group) =>
      this.bumpGenerations(group[0]!.generations, ...group.map(({ id }) => id)),
    );
    await Promise.all(bumps);
  }

  /** A list as raw JSON: from the cache while its generations are current, else loaded. */
  readList(read: ListRead): Promise<string> {
    return this.lists.read(read);
  }

  /**
   * A list taken apart, and entries that are laid over it, in one round trip while the list is the
   * same. As fresh as `readList` and `readMany`: only the taking apart is remembered. With `isCurrent` it
   * is also as fresh as those entries: a list that one of them has overtaken is loaded again.
   */
  readOverlaidList<T>(read: OverlaidListRead<T>): Promise<OverlaidList<T>> {
    return this.overlaid.read(read);
  }

  /**
   * Entries below these versions are refused from now on, although the store may still hold them:
   * for the guard, which hears of commits from the database itself.
   */
  refuseOlder(versions: readonly KeyVersion[]): void {
    this.minimums.raise(versions);
  }

  /** Whether somebody tells this cache of commits; while `down` the store is not believed. */
  guardChanged(state: GuardState): void {
    this.trust.guardChanged(state);
  }

  /** Hears of what this process has told the store, once the store has it. */
  onDelivered(listener: (versions: readonly KeyVersion[]) => void): void {
    this.delivered = listener;
  }

  /** Resolves when the store answers. */
  ping(): Promise<void> {
    return this.store.ping();
  }

  async close(): Promise<void> {
    this.stopReporting();
    this.trust.close();
    await this.retries.close();
    await this.store.close();
  }

  private async deliver(versions: readonly KeyVersion[], send: () => Promise<void>): Promise<void> {
    if (versions.length === 0) return;
    this.minimums.raise(versions);
    try {
      await send();
      this.delivered(versions);
    } catch (error) {
      this.telemetry.failure('cache_invalidate', error);
      this.retries.addVersions(versions);
    }
  }

  private withoutStore(keys: readonly string[], type: string): (CacheHit | null)[] {
    const { away } = this.trust;
    let all = true;
    const hits = keys.map((key) => {
      const hit = away ? this.micro.get(key) : null;
      if (hit && hit.version >= this.minimums.get(key)) return hit;
      all = false;
      return null;
    });
    this.telemetry.hit(type, all);
    return hits;
  }
}
