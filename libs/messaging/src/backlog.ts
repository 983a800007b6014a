import { gauges } from '@tandem/observability';
import type { Database } from '@tandem/persistence';

/** Further than this nobody needs to count; it bounds what a look costs while Kafka is away. */
const MOST_COUNTED = 100_000;

const backlog = gauges({
  outbox_unpublished: {
    description: 'Events that are committed and not yet published; 100000: that many or more.',
    unit: '{event}',
  },
  outbox_oldest_age: {
    description: 'How long the oldest event that is not yet published has waited.',
    unit: 's',
  },
  dead_letters_open: {
    description: 'Messages given up that nobody has dealt with; 100000: that many or more.',
    unit: '{message}',
  },
});

interface Backlog {
  unpublished: number;
  oldest: number;
  dead: number;
}

/**
 * What waits in a schema's outbox and among its dead letters, read as metrics are collected. Every instance tells it, the
 * relay's leader or not: without a leader nothing is published, and that is when it must be told.
 * @returns what stops it.
 */
export function watchBacklog(database: Database, schema: string, service: string) {
  return backlog.observe(async () => {
    const [row] = await database.query<Backlog>(
      `select (select count(*)::int from (select from outbox where published_at is null limit ${MOST_COUNTED}) o) as unpublished,
              coalesce((select greatest(0, extract(epoch from clock_timestamp() - created_at))::float8
                          from outbox where published_at is null order by seq limit 1), 0) as oldest,
              (select count(*)::int from (select from dead_letters where resolved_at is null limit ${MOST_COUNTED}) d) as dead`,
    );
    const attributes = { schema };
    return {
      outbox_unpublished: { value: row!.unpublished, attributes },
      outbox_oldest_age: { value: row!.oldest, attributes },
      dead_letters_open: { value: row!.dead, attributes: { consumer: service } },
    };
  });
}
