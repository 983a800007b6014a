import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a worker takes up later names the span that it came of, so that the worker's can link to it. Null in older rows. */
export class CausesOfLaterWork1764100000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['orders', 'refunds', 'payments']) {
      await runner.query(`
        alter table ${table} add column traceparent text constraint ${table}_traceparent
          check (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['orders', 'refunds', 'payments']) {
      await runner.query(`alter table ${table} drop column traceparent`);
    }
  }
}
