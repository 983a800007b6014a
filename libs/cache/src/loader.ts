import { isWhole } from './entry.js';
import type { CacheHit, CachedGroup } from './entry.js';
import { ABSENT_TTL_SECONDS } from './entry.js';
import type { MinimumVersions } from './minimum-versions.js';
import type { MicroCache } from './micro-cache.js';
import type { CacheStore, Fill, LeaseAnswer } from './store.js';
import type { CacheTelemetry } from './telemetry.js';
import type { Trust } from './trust.js';

export type GroupKeys = readonly string[];

/** Reads from the database the groups at these positions; the answer is aligned with them. */
export type GroupsLoader = (positions: readonly number[]) => Promise<readonly CachedGroup[]>;

interface Outcome {
  group: CachedGroup;
  /** Includes every write that had returned when the flight stopped taking passengers. */
  proven: boolean;
}

interface Flight {
  startedAt: number;
  outcome: Promise<Outcome>;
}

interface Led {
  position: number;
  keys: GroupKeys;
  id: string;
  settle: PromiseWithResolvers<Outcome>;
}

/**
 * Loads what the cache misses: one database read at a time for a group, filled under a lease.
 *
 * A reader must not get what was read before it came, because a write may have returned in between.
 * It may board a flight under way only if that flight is proven in the end: its fill was issued
 * after the reader boarded and was accepted, so every write that returned before is included. If
 * not, the reader takes the next flight, one that starts after it came. Without the store nothing is
 * proven; in an outage (`away`) what is at most half a second old will do.
 */
export class GroupLoader {
  private clock = 0;
  private readonly flights = new Map<string, Flight>();

  constructor(
    private readonly store: CacheStore,
    private readonly trust: Trust,
    private readonly minimums: MinimumVersions,
    private readonly micro: MicroCache<CacheHit>,
    private readonly telemetry: CacheTelemetry,
  ) {}

  async load(
    groups: readonly GroupKeys[],
    loader: GroupsLoader,
    ttlSeconds: number,
  ): Promise<CachedGroup[]> {
    const arrived = ++this.clock;
    const results = new Array<CachedGroup>(groups.length);
    let waiting = groups.map((_, position) => position);
    while (waiting.length > 0) {
      waiting = await this.round(groups, waiting, arrived, loader, ttlSeconds, results);
    }
    return results;
  }

  /** Boards or starts one flight a group; tells who has to try again. */
  private async round(
    groups: readonly GroupKeys[],
    positions: readonly number[],
    arrived: number,
    loader: GroupsLoader,
    ttlSeconds: number,
    results: CachedGroup[],
  ): Promise<number[]> {
    const boarded: { position: number; flight: Flight }[] = [];
    const led: Led[] = [];
    for (const position of positions) {
      const keys = groups[position]!;
      const id = keys.join(' ');
      const flight = this.flights.get(id);
      if (flight) boarded.push({ position, flight });
      else led.push(this.start(position, keys, id));
    }
    const again: number[] = [];
    const own = led.length > 0 ? this.fly(led, loader, ttlSeconds) : undefined;
    const [loaded] = await Promise.all([
      own,
      ...boarded.map(async ({ position, flight }) => {
        const { group, proven } = await flight.outcome;
        if (proven || flight.startedAt > arrived) results[position] = group;
        else again.push(position);
      }),
    ]);
    led.forEach(({ position }, i) => (results[position] = loaded![i]!));
    return again;
  }

  private start(position: number, keys: GroupKeys, id: string): Led {
    const settle = Promise.withResolvers<Outcome>();
    // Without passengers nobody else listens to a failure that the leader reports anyway.
    settle.promise.catch(() => undefined);
    this.flights.set(id, { startedAt: ++this.clock, outcome: settle.promise });
    return { position, keys, id, settle };
  }

  private async fly(led: Led[], loader: GroupsLoader, ttlSeconds: number): Promise<CachedGroup[]> {
    const usesStore = this.trust.trusted;
    const answers = usesStore ? await this.acquire(led) : led.map((): LeaseAnswer => BUSY);
    const since = this.micro.now();
    const results = new Array<CachedGroup>(led.length);
    const toRead: number[] = [];
    answers.forEach((answer, i) => {
      if (answer.kind !== 'hit') return toRead.push(i);
      results[i] = { version: answer.hits[0]!.version, values: answer.hits.map((h) => h.value) };
      // Passengers may have come after the server answered: for them it proves nothing.
      return this.land(led[i]!, results[i]!, false);
    });
    if (toRead.length === 0) return results;

    let loaded: readonly CachedGroup[];
    try {
      loaded = await loader(toRead.map((i) => led[i]!.position));
    } catch (error) {
      this.crash(toRead, led, answers, error);
      throw error;
    }
    const fills: { i: number; fill: Fill }[] = [];
    toRead.forEach((i, at) => {
      const group = (results[i] = loaded[at]!);
      const { keys, id } = led[i]!;
      const answer = answers[i]!;
      // No more boarding: what comes now has to be judged by the next flight.
      this.flights.delete(id);
      const { away } = this.trust;
      if (away) this.remember(keys, group, since);
      if (answer.kind === 'lease')
        fills.push({
          i,
          fill: { keys, ...group, token: answer.token, ttlSeconds: ttl(group, ttlSeconds) },
        });
      else this.land(led[i]!, group, away && this.isCurrent(keys, group));
    });
    if (fills.length > 0) void this.fill(fills, led, results);
    return results;
  }

  private async acquire(led: Led[]): Promise<LeaseAnswer[]> {
    try {
      return await this.store.acquire(
        led.map(({ keys }) => ({ keys, minimums: keys.map((key) => this.minimums.get(key)) })),
      );
    } catch {
      return led.map(() => BUSY);
    }
  }

  private async fill(
    fills: { i: number; fill: Fill }[],
    led: Led[],
    results: CachedGroup[],
  ): Promise<void> {
    let accepted: boolean[];
    try {
      accepted = await this.store.fill(fills.map(({ fill }) => fill));
    } catch (error) {
      this.telemetry.failure('cache_fill', error);
      accepted = [];
    }
    fills.forEach(({ i }, at) => this.land(led[i]!, results[i]!, accepted[at] ?? false));
  }

  private crash(positions: number[], led: Led[], answers: LeaseAnswer[], error: unknown): void {
    for (const i of positions) {
      const { id, keys, settle } = led[i]!;
      const answer = answers[i]!;
      this.flights.delete(id);
      settle.reject(error);
      if (answer.kind === 'lease') this.store.release(keys, answer.token).catch(() => undefined);
    }
  }

  private land({ id, settle }: Led, group: CachedGroup, proven: boolean): void {
    // A later flight may be registered under the same id by now.
    if (this.flights.get(id)?.outcome === settle.promise) this.flights.delete(id);
    settle.resolve({ group, proven });
  }

  private remember(keys: GroupKeys, { version, values }: CachedGroup, since: number): void {
    keys.forEach((key, i) => this.micro.put(key, { version, value: values[i] ?? null }, since));
  }

  private isCurrent(keys: GroupKeys, { version }: CachedGroup): boolean {
    return keys.every((key) => version >= this.minimums.get(key));
  }
}

const BUSY: LeaseAnswer = { kind: 'busy' };

function ttl({ values }: CachedGroup, ttlSeconds: number): number {
  return values.every((value) => value === null)
    ? Math.min(ttlSeconds, ABSENT_TTL_SECONDS)
    : ttlSeconds;
}

/** The group in a cache answer, or null when it is not whole. */
export function groupOf(
  hits: readonly (CacheHit | null)[],
  from = 0,
  to = hits.length,
): CachedGroup | null {
  if (!isWhole(hits, from, to)) return null;
  return {
    version: hits[from]!.version,
    values: hits.slice(from, to).map((hit) => hit!.value),
  };
}
