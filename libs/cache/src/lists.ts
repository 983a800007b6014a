import type { MicroCache } from './micro-cache.js';
import type { RetryQueue } from './retry-queue.js';
import type { CacheStore } from './store.js';
import type { CacheTelemetry } from './telemetry.js';
import type { Trust } from './trust.js';

export interface ListRead {
  key: string;
  /** The list is old as soon as one of these has been bumped. */
  generationKeys: readonly string[];
  ttlSeconds?: number;
  /** Reads the list from the database; the answer is raw JSON. */
  loader: () => Promise<string>;
  /** Label of the metrics; default `list`. */
  type?: string;
}

export interface FoundList {
  value: string;
  /** What a stored entry of it begins with; null when the store was not asked. */
  head: string | null;
}

export interface LocalList {
  generations: string;
  value: string;
}

const LIST_TTL_SECONDS = 60;

/** What an entry read under these generations begins with; no entry has one of a missing generation. */
export function headOf(stamp: string, generations: readonly (string | null)[]): string {
  return `${stamp}${generations.join(',')}|`;
}

/**
 * Lists carry the generations that were read before their database read. A write bumps after its
 * commit, so a list whose generations are the current ones includes every write that returned.
 */
export class ListCache {
  private readonly flights = new Map<string, Promise<string>>();
  /** The load of a list that starts when the one under way has ended. */
  private readonly nextFlights = new Map<string, Promise<string>>();
  /** Counts the bumps this process knows of: the generations that hold without the store. */
  private readonly local = new Map<string, number>();
  /** Bumps this process knows of and the store may not: its lists prove nothing meanwhile. */
  private readonly pending = new Map<string, number>();

  constructor(
    private readonly store: CacheStore,
    private readonly trust: Trust,
    private readonly micro: MicroCache<LocalList>,
    private readonly retries: RetryQueue,
    private readonly telemetry: CacheTelemetry,
  ) {}

  async read(read: ListRead): Promise<string> {
    return (await this.find(read)).value;
  }

  /** False while the store may not know of a bump that this process knows of, or is not believed. */
  canAsk(generationKeys: readonly string[]): boolean {
    return this.trust.trusted && !this.isPending(generationKeys);
  }

  /** The list, and what it is valid under. */
  async find(read: ListRead): Promise<FoundList> {
    const { key, generationKeys, type = 'list' } = read;
    if (!this.canAsk(generationKeys))
      return { value: await this.readLocal(read, type), head: null };
    const stamp = this.store.stamp;
    let raws: (string | null)[];
    let generations: (string | null)[];
    try {
      raws = await this.store.mget([...generationKeys, key]);
      generations = raws.slice(0, -1);
      if (generations.includes(null)) generations = await this.store.generations(generationKeys);
    } catch {
      return { value: await this.readLocal(read, type), head: null };
    }
    const head = headOf(stamp, generations);
    const entry = raws.at(-1);
    const hit = entry?.startsWith(head) ?? false;
    this.telemetry.hit(type, hit);
    return { value: hit ? entry!.slice(head.length) : await this.load(read, head), head };
  }

  /**
   * Loads a list whose generations are current although what it shows is not. The load begins after this call: one that is
   * under way may miss what the caller has seen.
   */
  loadAgain(read: ListRead, head: string): Promise<string> {
    this.telemetry.hit(read.type ?? 'list', false);
    return this.shareExact(`${read.key} ${head}`, () => this.loadAndPut(read, head));
  }

  async bump(keys: readonly string[], changes: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    for (const key of keys) {
      this.local.set(key, (this.local.get(key) ?? 0) + 1);
      this.pending.set(key, (this.pending.get(key) ?? 0) + 1);
    }
    const applied = () => this.settle(keys);
    try {
      await this.store.bump(keys, changes);
      applied();
    } catch (error) {
      this.telemetry.failure('cache_invalidate', error);
      this.retries.addBump(keys, changes, applied);
    }
  }

  /** One flight for a list and its generations: who saw the same generations may share it. */
  private load(read: ListRead, head: string): Promise<string> {
    return this.share(`${read.key} ${head}`, () => this.loadAndPut(read, head));
  }

  private async loadAndPut(read: ListRead, head: string): Promise<string> {
    const value = await read.loader();
    this.store
      .put(read.key, head + value, read.ttlSeconds ?? LIST_TTL_SECONDS)
      .catch((error: unknown) => this.telemetry.failure('cache_fill', error));
    return value;
  }

  private readLocal(read: ListRead, type: string): Promise<string> {
    if (!this.trust.away) {
      this.telemetry.hit(type, false);
      return this.shareExact(`${read.key} exact`, read.loader);
    }
    const generations = this.localGenerations(read.generationKeys);
    const kept = this.micro.get(read.key);
    const hit = kept?.generations === generations;
    this.telemetry.hit(type, hit);
    if (hit) return Promise.resolve(kept.value);
    return this.share(`${read.key} local ${generations}`, async () => {
      const since = this.micro.now();
      const value = await read.loader();
      this.micro.put(read.key, { generations, value }, since);
      return value;
    });
  }

  private share(id: string, run: () => Promise<string>): Promise<string> {
    let flight = this.flights.get(id);
    if (!flight) {
      flight = run().finally(() => this.flights.delete(id));
      this.flights.set(id, flight);
    }
    return flight;
  }

  /** Joins only a load that begins after this call: what is under way may miss a write that returned. */
  private shareExact(id: string, run: () => Promise<string>): Promise<string> {
    const current = this.flights.get(id);
    if (!current) return this.share(id, run);
    let next = this.nextFlights.get(id);
    if (!next) {
      next = current
        .catch(() => undefined)
        .then(() => {
          this.nextFlights.delete(id);
          return this.share(id, run);
        });
      this.nextFlights.set(id, next);
    }
    return next;
  }

  private localGenerations(keys: readonly string[]): string {
    return keys.map((key) => this.local.get(key) ?? 0).join(',');
  }

  private isPending(keys: readonly string[]): boolean {
    return this.pending.size > 0 && keys.some((key) => this.pending.has(key));
  }

  private settle(keys: readonly string[]): void {
    for (const key of keys) {
      const left = (this.pending.get(key) ?? 1) - 1;
      if (left > 0) this.pending.set(key, left);
      else this.pending.delete(key);
    }
  }
}
