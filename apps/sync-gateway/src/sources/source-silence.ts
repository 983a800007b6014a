import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { gauges } from '@tandem/observability';
import { Database } from '@tandem/persistence';

const sources = gauges({
  source_silence: {
    description: 'How long a source of stock that is switched on has not answered.',
    unit: 's',
  },
  source_stale: {
    description: '1 for a source of stock that has been silent for longer than it may, 0 else.',
    unit: '{source}',
  },
});

/** Tells how long the systems outside have been silent. */
@Injectable()
export class SourceSilence implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private reading: { stop(): void } | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.reading = sources.observe(async () => {
      const rows = await this.database.query<{ source: string; silence: number; stale: number }>(
        `select s.source,
                greatest(0, extract(epoch from clock_timestamp() - greatest(s.last_success_at, s.enabled_at)))::float8 as silence,
                (h.is_stale and s.announced_stale)::int as stale
           from sources s join source_health h on h.source = s.source where s.enabled`,
      );
      return {
        source_silence: rows.map(({ source, silence }) => ({
          value: silence,
          attributes: { source },
        })),
        source_stale: rows.map(({ source, stale }) => ({ value: stale, attributes: { source } })),
      };
    });
  }

  beforeApplicationShutdown(): void {
    this.reading?.stop();
  }
}
