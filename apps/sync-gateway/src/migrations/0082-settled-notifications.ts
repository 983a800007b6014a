import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was dealt with long ago is found without reading the rest of the inbox. */
export class SettledNotifications1764200000082 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index webhook_inbox_settled on webhook_inbox (settled_at) where state <> 'received'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index webhook_inbox_settled');
  }
}
