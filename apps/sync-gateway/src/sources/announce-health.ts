import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { SyncRecovered, SyncStale, type StockSource } from '@tandem/contracts';
import { DueLoop } from '@tandem/jobs';
import { newEvent, outbox } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';

interface Change {
  source: StockSource;
  version: number;
  is_stale: boolean;
  last_success_at: Date | null;
}

const LOOK_MS = 1_000;

const log = logger('sources');

/**
 * Says once that a source has gone silent, and once that it is back, whichever instance sees it first. A shop that has just
 * been started has not listened long enough to call anybody silent.
 */
@Injectable()
export class AnnounceHealth implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listeningSince = new Date();
  private readonly loop = new DueLoop({
    name: 'source-health',
    idleMs: LOOK_MS,
    batch: Infinity,
    round: () => this.announceChanges(),
  });

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** @returns how many sources there were news of. */
  async announceChanges(): Promise<number> {
    const changes = await transaction(this.database, async (tx) => {
      const changed = await tx.query<Change>({
        name: 'sources_changed',
        text: `update sources set announced_stale = not announced_stale, version = version + 1
                where case when announced_stale
                        then not enabled or greatest(last_success_at, enabled_at)
                               >= clock_timestamp() - stale_after_ms * interval '1 ms'
                        else enabled and greatest(last_success_at, enabled_at, $1::timestamptz)
                               < clock_timestamp() - stale_after_ms * interval '1 ms' end
              returning source, version::float8, announced_stale as is_stale, last_success_at`,
        values: [this.listeningSince],
      });
      await outbox.addMany(tx, changed.map(toEvent));
      return changed;
    });
    for (const { source, is_stale } of changes) {
      if (is_stale) log.error({ source }, 'a source of stock has gone silent');
      else log.info({ source }, 'a source of stock is not silent any more');
    }
    return changes.length;
  }
}

const toEvent = ({ source, version, is_stale, last_success_at }: Change) =>
  newEvent(is_stale ? SyncStale : SyncRecovered, {
    source,
    version,
    last_success_at: last_success_at?.toISOString() ?? null,
    at: new Date().toISOString(),
  });
