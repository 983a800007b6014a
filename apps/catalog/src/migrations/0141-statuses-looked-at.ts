import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Looks at every row for the rules of 0140, beside whoever reads and writes parts. */
export class StatusesLookedAt1700000000161 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local statement_timeout = 0');
    await runner.query('alter table parts validate constraint parts_status');
    await runner.query('alter table parts validate constraint parts_scheduled');
    await runner.query('alter table staff_listing validate constraint staff_listing_grouped');
  }

  async down(): Promise<void> {}
}
