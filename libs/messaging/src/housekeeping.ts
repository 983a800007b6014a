import type pg from 'pg';

export interface HousekeepingOptions {
  /** Published outbox rows are kept so long, in ms. Default 7 days. */
  outboxRetentionMs?: number;
  /** Inbox marks are kept so long, in ms; longer than Kafka keeps messages. Default 30 days. */
  inboxRetentionMs?: number;
  /** Dead letters that were dealt with are kept so long, in ms. Default 90 days. */
  deadLetterRetentionMs?: number;
  /** Between two rounds, in ms. Default one minute. */
  housekeepingEveryMs?: number;
}

const DAY_MS = 86_400_000;
const BATCH = 1000;

/** Deletes what has served, one small batch a table and round, so that no lock is held for long. */
export class Housekeeping {
  private next = 0;

  constructor(private readonly options: HousekeepingOptions) {}

  /** Does a round when one is due. */
  async run(client: pg.Client): Promise<void> {
    if (Date.now() < this.next) return;
    const outbox = await client.query(
      `delete from outbox where seq in (select seq from outbox
         where published_at < clock_timestamp() - $1 * interval '1 ms' order by published_at limit ${BATCH})`,
      [this.options.outboxRetentionMs ?? 7 * DAY_MS],
    );
    const inbox = await client.query(
      `delete from inbox where (consumer, event_id) in (select consumer, event_id from inbox
         where handled_at < clock_timestamp() - $1 * interval '1 ms' order by handled_at limit ${BATCH})`,
      [this.options.inboxRetentionMs ?? 30 * DAY_MS],
    );
    const letters = await client.query(
      `delete from dead_letters where id in (select id from dead_letters
         where resolved_at < clock_timestamp() - $1 * interval '1 ms' order by resolved_at limit ${BATCH})`,
      [this.options.deadLetterRetentionMs ?? 90 * DAY_MS],
    );
    const more = [outbox, inbox, letters].some(({ rowCount }) => rowCount === BATCH);
    this.next = more ? 0 : Date.now() + (this.options.housekeepingEveryMs ?? 60_000);
  }
}
