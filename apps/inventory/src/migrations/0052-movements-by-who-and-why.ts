import type { MigrationInterface, QueryRunner } from 'typeorm';

/* Staff look for what a person moved, and for what was no sale. Sales, which are most, have no entry in either. */
export class MovementsByWhoAndWhy1765300000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index stock_movements_by_actor on stock_movements (actor, created_at desc, id desc)
        where actor is not null;
      create index stock_movements_by_kind on stock_movements (kind, created_at desc, id desc)
        where kind <> 'reservation_committed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index stock_movements_by_kind; drop index stock_movements_by_actor');
  }
}
