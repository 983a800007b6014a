import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Whether each outside system of stock was away when it was last looked at, and what changed in that, of which staff have not
 * been told or were told in the mail `digest_id`.
 */
export class SourceNotices1764100000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table noted_sources (
        source text primary key check (source in ('warehouse', 'g2a')),
        is_away boolean not null default false
      );
      insert into noted_sources (source) values ('warehouse'), ('g2a');
      revoke insert, delete, truncate on noted_sources from tandem_orders;

      create table source_notices (
        id bigint generated always as identity primary key,
        source text not null references noted_sources (source),
        kind text not null check (kind in ('away', 'back', 'off')),
        last_success_at timestamptz(3),
        noted_at timestamptz(3) not null default clock_timestamp(),
        digest_id uuid
      );
      create index source_notices_untold on source_notices (id) where digest_id is null;
      create index source_notices_of_digest on source_notices (digest_id, id) where digest_id is not null;
      create index source_notices_by_time on source_notices (noted_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table source_notices; drop table noted_sources`);
  }
}
