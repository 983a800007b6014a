import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inventory keeps back pieces of all parts of a category, so it looks up in which one a part is and which is above that. */
export class CategoryRefs1700000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view part_refs as select id, sku, kind, status, deleted_at, category_id from parts;
      create view category_refs as select id, parent_id, name from categories;
      grant select on category_refs to tandem_inventory;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view category_refs, part_refs;
      create view part_refs as select id, sku, kind, status, deleted_at from parts;
      grant select on part_refs to tandem_inventory, tandem_sync;`);
  }
}
