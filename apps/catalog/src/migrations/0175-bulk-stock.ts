import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Rows of a bulk change of stock are marked before inventory is told of them: whoever goes on after a crash asks what became
 * of exactly those (decision 0128).
 */
export class BulkStock1700000000175 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table bulk_rows add column sent_as text check (sent_as in ('change', 'undo'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table bulk_rows drop column sent_as');
  }
}
