import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts that ran out or low, of which staff have not been told or were told in the mail `digest_id`. */
export class StockNotices1764100000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stock_notices (
        id bigint generated always as identity primary key,
        part_id integer not null references catalog.parts (id),
        kind text not null check (kind in ('out', 'low')),
        noted_at timestamptz(3) not null default clock_timestamp(),
        digest_id uuid
      );
      -- However often it runs out: one line in the next mail.
      create unique index stock_notices_untold on stock_notices (part_id, kind) where digest_id is null;
      create index stock_notices_of_digest on stock_notices (digest_id, id) where digest_id is not null;
      create index stock_notices_by_time on stock_notices (noted_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table stock_notices`);
  }
}
