import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../config.js';

const NoteSilence = defineRecurringJob({
  name: 'note-silent-sources',
  title: 'Note which outside systems of stock went silent or are back',
  everyMs: 15_000,
});

/**
 * Keeps for the next mail to staff which outside system went silent, and which is back; who gets none keeps nothing. The
 * sync gateway's view says it, and not its events: they do not come when that service is dead.
 */
@Injectable()
export class NoteSilentSources {
  private readonly listeningSince = new Date();

  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
  ) {}

  /** A shop that has just been started has not listened long enough to call anybody silent. */
  @HandlesJob(NoteSilence)
  async note(): Promise<void> {
    if (this.config.stockDigestTo === '') return;
    // The row is the lock: whoever comes second finds it changed and notes nothing.
    await this.database.execute(
      `with changed as (
         update noted_sources n set is_away = h.is_stale from sync.source_health h
          where h.source = n.source and n.is_away <> h.is_stale
            and (not h.is_stale or $1::timestamptz < clock_timestamp() - h.stale_after_ms * interval '1 ms')
          returning h.source, h.is_stale, h.enabled, h.last_success_at)
       insert into source_notices (source, kind, last_success_at)
       select source, case when is_stale then 'away' when enabled then 'back' else 'off' end, last_success_at
         from changed order by source`,
      [this.listeningSince],
    );
  }
}
