import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The consistency check reads the prices, and it lives in operations. */
export class ReadRights1700000000093 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke select on part_prices from tandem_realtime;
      grant usage on schema catalog to tandem_operations;
      grant select on part_prices to tandem_operations`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke select on part_prices from tandem_operations;
      grant select on part_prices to tandem_realtime`);
  }
}
