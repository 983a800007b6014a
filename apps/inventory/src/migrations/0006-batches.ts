import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that arrive together are held together: the batch that stock_levels names as the cause is found here. */
export class Batches1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reservations add column held_in uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reservations drop column held_in');
  }
}
