import type { MigrationInterface, QueryRunner } from 'typeorm';

const whenThere = (relation: string, sql: string): string =>
  `do $$ begin if to_regclass('${relation}') is not null then ${sql} end if; end $$`;

/** Of the watcher's messages what tells one from another, as of other services'. */
const MESSAGES = [
  '(seq, id, aggregateid, type, version, created_at, published_at) on watcher.outbox',
  '(consumer, event_id) on watcher.inbox',
  '(id, consumer, event_id, failed_at) on watcher.dead_letters',
];

/** Of the catalogue, what the gateway was given last. */
const MOVED = ['catalog.staff_listing', 'catalog.staff_shelf', 'catalog.part_prices'];

/** What newer checks hold against each other. A spec of this service alone has none of it. */
export class NewerRecords1765100000013 implements MigrationInterface {
  name = 'NewerRecords1765100000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of MOVED)
      await runner.query(
        whenThere(
          table,
          `grant select on ${table} to tandem_operations; revoke select on ${table} from tandem_realtime;`,
        ),
      );
    const grants = MESSAGES.map((what) => `grant select ${what} to tandem_operations;`);
    await runner.query(
      whenThere(
        'watcher.outbox',
        `grant usage on schema watcher to tandem_operations; ${grants.join(' ')}`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of MOVED)
      await runner.query(
        whenThere(
          table,
          `grant select on ${table} to tandem_realtime; revoke select on ${table} from tandem_operations;`,
        ),
      );
    const revokes = MESSAGES.map((what) => `revoke select ${what} from tandem_operations;`);
    await runner.query(whenThere('watcher.outbox', revokes.join(' ')));
  }
}
