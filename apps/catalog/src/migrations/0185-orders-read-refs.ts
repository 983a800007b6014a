import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which parts were deleted is what the order service looks at before it takes one out of a cart. */
export class OrdersReadRefs1700000000205 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant select on part_refs to tandem_orders');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke select on part_refs from tandem_orders');
  }
}
