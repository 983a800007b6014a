import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many deliveries of an endpoint failed is counted in each list of endpoints: without it among all that were ever made. */
export class FailedDeliveries1768000000030 implements MigrationInterface {
  name = 'FailedDeliveries1768000000030';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set lock_timeout = 0');
    await runner.query('drop index concurrently if exists webhook_deliveries_failed');
    await runner.query(
      `create index concurrently webhook_deliveries_failed on webhook_deliveries (endpoint_id, id desc) where state = 'failed'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index concurrently if exists webhook_deliveries_failed');
  }
}
