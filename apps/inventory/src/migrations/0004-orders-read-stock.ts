import { grantRead } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carts and checkout show what inventory's own table says now (decision 0008). */
export class OrdersReadStock1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grantRead('inventory', 'stock_public', 'orders'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`revoke select on stock_public from tandem_orders`);
  }
}
