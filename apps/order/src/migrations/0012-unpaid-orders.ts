import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an account holds without having paid is looked at with each further order of it. */
export class UnpaidOrders1764100000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index orders_unpaid on orders (user_id, created_at) where payment_method <> 'balance' and paid_at is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index orders_unpaid`);
  }
}
