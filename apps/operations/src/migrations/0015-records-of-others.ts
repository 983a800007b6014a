import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What checks of records that name one of another schema read: the columns that name it, and no other. */
const COLUMNS = [
  ['sync.g2a_payments', 'payment_id'],
  ['sync.g2a_refunds', 'refund_id'],
  ['sync.key_purchases', 'id, order_id, part_id'],
  ['sync.warehouse_sales', 'number, reference, quantity'],
  ['orders.payments', 'id'],
  ['orders.refunds', 'id'],
  ['watcher.disagreements', 'id, part_id'],
  ...['auth', 'sync'].flatMap((schema) => [
    [`${schema}.inbox`, 'consumer, event_id'],
    [`${schema}.dead_letters`, 'id, consumer, event_id, failed_at'],
  ]),
] as const;

/** A spec of this service alone has none of these tables. */
const whenThere = (table: string, sql: string): string =>
  `do $$ begin if to_regclass('${table}') is not null then ${sql}; end if; end $$`;

export class RecordsOfOthers1767500000015 implements MigrationInterface {
  name = 'RecordsOfOthers1767500000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of COLUMNS)
      await runner.query(
        whenThere(table!, `grant select (${columns}) on ${table} to tandem_operations`),
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of COLUMNS)
      await runner.query(
        whenThere(table!, `revoke select (${columns}) on ${table} from tandem_operations`),
      );
  }
}
