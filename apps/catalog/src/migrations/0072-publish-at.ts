import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a draft is published by itself. Whatever publishes it, or takes it out of the shop, has to take the time away. */
export class PublishAt1700000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table parts
        add column publish_at timestamptz(3),
        add constraint parts_publish_drafts check (publish_at is null or status = 'draft')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table parts drop column publish_at`);
  }
}
