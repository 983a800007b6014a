import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { logger, metrics, type CacheReads } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { ReadCounts } from '../parts/read-counts.js';

const NOTE_MS = 60_000;
const MOST_NOTED = 200;
const MOST_KEPT = 2_000;

/** A read of a day ago counts half. */
const SCORE = `reads * power(0.5, greatest(0, extract(epoch from clock_timestamp() - read_at)) / 86400)`;
export const POPULAR_FIRST = `order by ${SCORE} desc, target`;

/** Notes each minute what shoppers read most on this instance, and how much of it the cache answered. */
@Injectable()
export class PopularReads implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = logger('catalog');
  private timer: NodeJS.Timeout | undefined;
  private told = new Map<string, CacheReads>();

  constructor(
    private readonly database: Database,
    private readonly counts: ReadCounts,
    private readonly config: CatalogConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.note(), NOTE_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** What can't be noted is lost: it only says what is worth warming. */
  async note(): Promise<void> {
    try {
      await this.noteTargets();
      await this.noteRates();
    } catch (error) {
      this.log.warn({ err: error }, 'what was read most could not be noted');
    }
  }

  private async noteTargets(): Promise<void> {
    const taken = this.counts.take(MOST_NOTED);
    if (taken.length === 0) return;
    // In one order, so that two instances that note the same do not wait for each other in a circle.
    await this.database.execute(
      `insert into popular_reads as kept (target, reads, read_at)
        select target, reads, clock_timestamp() from unnest($1::text[], $2::float8[]) as new (target, reads) order by target
        on conflict (target) do update set read_at = excluded.read_at,
          reads = excluded.reads
            + kept.reads * power(0.5, greatest(0, extract(epoch from excluded.read_at - kept.read_at)) / 86400)`,
      [taken.map(([target]) => target), taken.map(([, reads]) => reads)],
    );
  }

  private async noteRates(): Promise<void> {
    const now = metrics.cacheReads();
    const since = now
      .map(({ kind, hits, misses }) => {
        const before = this.told.get(kind);
        return { kind, hits: hits - (before?.hits ?? 0), misses: misses - (before?.misses ?? 0) };
      })
      .filter(({ hits, misses }) => hits + misses > 0)
      .sort((a, b) => (a.kind < b.kind ? -1 : 1));
    this.told = new Map(now.map((one) => [one.kind, one]));
    if (since.length === 0) return;
    await this.database.execute(
      `insert into cache_reads as kept (minute, kind, hits, misses)
        select date_trunc('minute', clock_timestamp()), kind, hits, misses
          from unnest($1::text[], $2::bigint[], $3::bigint[]) as new (kind, hits, misses) order by kind
        on conflict (minute, kind) do update set hits = kept.hits + excluded.hits, misses = kept.misses + excluded.misses`,
      [since.map((s) => s.kind), since.map((s) => s.hits), since.map((s) => s.misses)],
    );
  }

  @Retains({ name: 'forget-reads', title: 'Forget which reads were popular long ago' })
  kept(): Kept[] {
    const days = keptFor(this.config, 'readCountDays');
    return [
      { table: 'cache_reads', since: 'minute', for: { ...days, seconds: days.seconds / 2 } },
      {
        table: 'popular_reads',
        since: 'read_at',
        for: days,
        remove: (seconds) => this.forget(seconds),
      },
    ];
  }

  private forget(seconds: number): Promise<number> {
    return this.database.execute(
      `delete from popular_reads where read_at < clock_timestamp() - make_interval(secs => $1)
        or target not in (select target from popular_reads ${POPULAR_FIRST} limit $2)`,
      [seconds, MOST_KEPT],
    );
  }
}
