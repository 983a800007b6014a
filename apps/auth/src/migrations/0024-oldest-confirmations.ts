import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which links expired the longest ago is looked for as often as metrics are read. The table has a row for each account that is new. */
export class OldestConfirmations1765300000145 implements MigrationInterface {
  name = 'OldestConfirmations1765300000145';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `-- squawk-ignore require-concurrent-index-creation
      create index email_confirmations_expires_at on email_confirmations (expires_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index email_confirmations_expires_at');
  }
}
