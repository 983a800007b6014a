import type { MigrationInterface, QueryRunner } from 'typeorm';

/* The ledger of all parts is read by time: its file has the movements of a period. */
export class MovementsByTime1700000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index stock_movements_by_time on stock_movements (created_at desc, id desc)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index stock_movements_by_time');
  }
}
