import { LRUCache } from 'lru-cache';
import type { CacheHit } from './entry.js';
import type { MinimumVersions } from './minimum-versions.js';
import { believedHits } from './minimum-versions.js';
import { headOf } from './lists.js';
import type { ListCache, ListRead } from './lists.js';
import type { CacheStore } from './store.js';
import type { CacheTelemetry } from './telemetry.js';

export interface OverlaidListRead<T> extends ListRead {
  /** Takes the raw list apart. What it makes is remembered: the same function for the same key. */
  parse: (value: string) => T;
  /** The entries that are read afresh with the list each time, e.g. the stock of its parts. */
  overlay: (list: T) => readonly string[];
  /** Reads the entries that the cache does not hold; what it returns is aligned with `hits`. */
  complete?: (list: T, hits: readonly (CacheHit | null)[]) => Promise<readonly (CacheHit | null)[]>;
  /** False: an entry is newer than what the list shows of it. Asked with all entries there. */
  isCurrent?: (list: T, hits: readonly (CacheHit | null)[]) => boolean;
}

export interface OverlaidList<T> {
  /** The same object as before while the list is the same. */
  list: T;
  /** In the order of the overlay, null for a miss; the same array while each entry is the same. */
  hits: readonly (CacheHit | null)[];
  /** The cache held all of them; else some are of this moment only. */
  held: boolean;
}

interface Kept {
  list: unknown;
  size: number;
  /** The stamp and the generations under which the list is valid. */
  head: string;
  overlay: readonly string[];
  overlayType: string;
  /** Generations and overlay, asked for together. */
  asked: readonly string[];
  raws: readonly (string | null)[];
  hits: readonly (CacheHit | null)[];
  /** What `hits` were judged by. */
  minimums: number;
}

/** Entries expire in the store; what is kept here follows at most this much later. */
const KEPT_MS = 5_000;
const MOST_CHARACTERS = 8_000_000;

/**
 * Lists with what is laid over them, in one round trip. The list itself does not cross the wire
 * again while its generations are the same: the store says on every read whether what this process
 * holds is current, exactly as it says of an entry of its own.
 */
export class OverlaidLists {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ size }, key) => size + key.length,
    ttl: KEPT_MS,
    ttlAutopurge: true,
  });

  constructor(
    private readonly store: CacheStore,
    private readonly minimums: MinimumVersions,
    private readonly lists: ListCache,
    private readonly telemetry: CacheTelemetry,
    private readonly readMany: (keys: readonly string[]) => Promise<(CacheHit | null)[]>,
  ) {}

  async read<T>(read: OverlaidListRead<T>): Promise<OverlaidList<T>> {
    const kept = this.kept.get(read.key);
    const usable = kept !== undefined && this.lists.canAsk(read.generationKeys);
    const asked = usable ? await this.ask(kept, read) : null;
    if (!asked) return this.readAgain(read);
    const list = kept!.list as T;
    const found = await completed(read, list, asked);
    if (read.isCurrent?.(list, found.hits) === false) return this.loadAgain(read, kept!.head);
    this.telemetry.hit(read.type ?? 'list', true);
    return found;
  }

  /** What is laid over the list; null when the store does not say that the list is current. */
  private async ask(kept: Kept, { generationKeys }: ListRead): Promise<Kept['hits'] | null> {
    const { stamp } = this.store;
    let raws: (string | null)[];
    try {
      raws = await this.store.mget(kept.asked);
    } catch {
      return null;
    }
    const count = generationKeys.length;
    if (headOf(stamp, raws.slice(0, count)) !== kept.head) return null;
    if (kept.minimums !== this.minimums.raises || !sameFrom(count, raws, kept.raws)) {
      kept.hits = believedHits(kept.overlay, raws, stamp, this.minimums, count);
      kept.raws = raws;
      kept.minimums = this.minimums.raises;
    }
    if (kept.overlay.length > 0) this.telemetry.hit(kept.overlayType, !kept.hits.includes(null));
    return kept.hits;
  }

  private async readAgain<T>(read: OverlaidListRead<T>): Promise<OverlaidList<T>> {
    const { value, head } = await this.lists.find(read);
    const list = this.keep(read, value, head);
    const found = await completed(read, list, await this.readMany(read.overlay(list)));
    // Without the store the list has just been read, or is as old as an outage allows.
    if (head === null || read.isCurrent?.(list, found.hits) !== false) return found;
    return this.loadAgain(read, head);
  }

  /** The list was older than what is laid over it: it is read from the database after that. */
  private async loadAgain<T>(read: OverlaidListRead<T>, head: string): Promise<OverlaidList<T>> {
    const list = this.keep(read, await this.lists.loadAgain(read, head), head);
    return completed(read, list, await this.readMany(read.overlay(list)));
  }

  private keep<T>(read: OverlaidListRead<T>, value: string, head: string | null): T {
    const list = read.parse(value);
    const overlay = read.overlay(list);
    if (head !== null)
      this.kept.set(read.key, {
        list,
        // Taken apart, with the keys and what the store answers for them, it takes twice its own length.
        size: 2 * value.length + 1,
        head,
        overlay,
        overlayType: this.telemetry.typeOf(overlay[0] ?? ''),
        asked: [...read.generationKeys, ...overlay],
        raws: [],
        hits: [],
        minimums: -1,
      });
    return list;
  }
}

async function completed<T>(
  { complete }: OverlaidListRead<T>,
  list: T,
  hits: OverlaidList<T>['hits'],
): Promise<OverlaidList<T>> {
  const held = !hits.includes(null);
  return { list, hits: held || !complete ? hits : await complete(list, hits), held };
}

function sameFrom(
  from: number,
  raws: readonly (string | null)[],
  others: readonly (string | null)[],
): boolean {
  if (raws.length !== others.length) return false;
  for (let i = from; i < raws.length; i += 1) if (raws[i] !== others[i]) return false;
  return true;
}
