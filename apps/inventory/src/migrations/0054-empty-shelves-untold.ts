import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A new part starts with an empty shelf, and an import makes thousands of them. The lists take a part for empty, and little left of
 * it, until they are told otherwise.
 */
export class EmptyShelvesUntold1767700000054 implements MigrationInterface {
  name = 'EmptyShelvesUntold1767700000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger stock_levels_listed_new on stock_levels;
      create trigger stock_levels_listed_new after insert on stock_levels for each row
        when (new.current_stock > new.reserved_quantity) execute function tell_lists();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger stock_levels_listed_new on stock_levels;
      create trigger stock_levels_listed_new after insert on stock_levels for each row execute function tell_lists();`);
  }
}
