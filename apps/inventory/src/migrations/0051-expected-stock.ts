import type { MigrationInterface, QueryRunner } from 'typeorm';

/* A row of a bulk change may find another figure than the one that it was previewed with (decision 0128). */
export class ExpectedStock1700000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Rows that are there have one of the former outcomes: they need no look, which would hold the table.
    await runner.query(`
      alter table imported_stock drop constraint imported_stock_outcome_check,
        add constraint imported_stock_outcome_check
          check (outcome in ('changed', 'unchanged', 'conflict', 'refused')) not valid;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table imported_stock drop constraint imported_stock_outcome_check,
        add constraint imported_stock_outcome_check check (outcome in ('changed', 'unchanged', 'refused')) not valid;`);
  }
}
