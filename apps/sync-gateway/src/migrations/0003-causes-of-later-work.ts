import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['g2a_payments', 'g2a_refunds', 'webhook_inbox'];

/** What the background takes up names the span that it came of, so that its own can link to it. Null in older rows. */
export class CausesOfLaterWork1764100000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`
        alter table ${table} add column traceparent text constraint ${table}_traceparent
          check (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`alter table ${table} drop column traceparent`);
    }
  }
}
