import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever writes an order, from whatever search path, the table of last orders is that of this schema. */
export class LastOrderAnywhere1764100000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter function keep_last_order() set search_path from current`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter function keep_last_order() reset search_path`);
  }
}
