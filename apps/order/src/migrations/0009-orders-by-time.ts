import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff look for the orders of a day. Orders lie on disk in the order of their time, so a few bytes a range of pages find them. */
export class OrdersByTime1764100000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index orders_by_time on orders using brin (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index orders_by_time`);
  }
}
