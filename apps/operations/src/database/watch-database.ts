import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { gauges } from '@tandem/observability';
import { Database } from '@tandem/persistence';

/** Further than this nobody needs to count. */
const MOST_COUNTED = 10_000;

const whole = gauges({
  database_oldest_transaction_age: {
    description: 'How long the oldest transaction of the database has been open.',
    unit: 's',
  },
  database_connections: { description: 'Sessions of the database.', unit: '{connection}' },
  database_connections_max: {
    description: 'Sessions that the database server takes.',
    unit: '{connection}',
  },
  database_size: { description: 'Size of the database on disk.', unit: 'By' },
  consistency_differences_open: {
    description: 'Differences between records that nobody has settled; 10000: that many or more.',
    unit: '{difference}',
  },
  consistency_check_age: {
    description: 'How long ago the records were last held against each other to the end.',
    unit: 's',
  },
  backup_age: {
    description: 'How long ago the last base backup ended; nothing where none was ever taken.',
    unit: 's',
  },
  wal_archive_failing: {
    description:
      'For how long the log of the database has not reached its archive; 0: it does, or nobody wants it to.',
    unit: 's',
  },
});

interface Health {
  oldest_transaction: number;
  sessions: number;
  most_sessions: number;
  size: number;
  differences: number;
  check_age: number | null;
  backup_age: number | null;
  archive_failing: number;
}

/** Tells of the database as a whole, and of what the last check of it found. */
@Injectable()
export class WatchDatabase implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private reading: { stop(): void } | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.reading = whole.observe(async () => {
      const [row] = await this.database.query<Health>(
        `select h.oldest_transaction, h.sessions, h.most_sessions, h.size::float8 as size,
                (select count(*)::int from (select from consistency_differences where state = 'open' limit ${MOST_COUNTED}) d)
                  as differences,
                (select extract(epoch from clock_timestamp() - finished_at)::float8 from consistency_runs
                  where state = 'completed' order by started_at desc limit 1) as check_age,
                (select extract(epoch from clock_timestamp() - max(ended_at))::float8 from backups) as backup_age,
                case when a.last_failed_time > coalesce(a.last_archived_time, a.stats_reset)
                     then extract(epoch from clock_timestamp() - coalesce(a.last_archived_time, a.stats_reset)) else 0
                end::float8 as archive_failing
           from operations.database_health() h, pg_stat_archiver a`,
      );
      const { check_age, backup_age, ...health } = row!;
      return {
        database_oldest_transaction_age: { value: health.oldest_transaction },
        database_connections: { value: health.sessions },
        database_connections_max: { value: health.most_sessions },
        database_size: { value: health.size },
        consistency_differences_open: { value: health.differences },
        ...(check_age !== null && { consistency_check_age: { value: check_age } }),
        ...(backup_age !== null && { backup_age: { value: backup_age } }),
        wal_archive_failing: { value: health.archive_failing },
      };
    });
  }

  beforeApplicationShutdown(): void {
    this.reading?.stop();
  }
}
