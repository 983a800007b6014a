import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { answeredWithin } from './deadline.js';

/** The sources of stock that are not heard any more, and when each was heard last; null: never. */
export type StaleSources = ReadonlyMap<string, string | null>;

/** What is known may be this old when it is shown. */
const FRESH_MS = 1_000;
/** A look begun at this age is done before anybody has to wait for it. */
const LOOK_AHEAD_MS = 500;
const LOOK_DEADLINE_MS = 1_000;
const ALL_WELL: StaleSources = new Map();

/**
 * Which outside systems have not answered for too long, by the sync gateway's own view: it tells so even when that service
 * is dead. Laid over an answer when it is given, and kept in no cache (decision 0078). Nothing is asked while nobody reads
 * stock, and one row-sized query a second while people do. What can't be asked stays as it was, and nobody waits for it:
 * pages are shown all the same.
 */
@Injectable()
export class SourceHealth {
  private known = ALL_WELL;
  private knownAt = -Infinity;
  private silent = false;
  private looking: Promise<StaleSources> | null = null;

  constructor(private readonly database: Database) {}

  /** The sources that are not heard, at once while that is known. The same object for as long as nothing changes. */
  stale(): StaleSources | Promise<StaleSources> {
    const age = performance.now() - this.knownAt;
    if (age < LOOK_AHEAD_MS) return this.known;
    const look = this.look();
    return age < FRESH_MS || this.silent ? this.known : look;
  }

  private look(): Promise<StaleSources> {
    this.looking ??= this.read().finally(() => (this.looking = null));
    return this.looking;
  }

  private async read(): Promise<StaleSources> {
    const began = performance.now();
    try {
      const rows = await answeredWithin(
        LOOK_DEADLINE_MS,
        this.database.query<{ source: string; last_success_at: Date | null }>(
          'select source, last_success_at from sync.source_health where is_stale order by source',
        ),
      );
      const stale = new Map(
        rows.map((row) => [row.source, row.last_success_at?.toISOString() ?? null]),
      );
      if (JSON.stringify([...stale]) !== JSON.stringify([...this.known])) this.known = stale;
      this.silent = false;
    } catch {
      // The view is not there, or the database is away, which everybody else says already.
      this.silent = true;
    }
    this.knownAt = began;
    return this.known;
  }
}
