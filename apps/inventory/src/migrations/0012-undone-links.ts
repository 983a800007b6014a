import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Links are numbered, the later one higher. A figure of a link that was undone may arrive after the news of it, and one of
 * a new link before: the numbers say which of them counts.
 */
export class UndoneLinks1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stock_sources add column link bigint not null default 0 check (link >= 0);
      create table undone_links (
        part_id integer primary key,
        /* The last link of the part that staff undid. */
        link bigint not null check (link > 0),
        undone_at timestamptz(3) not null
      );
      revoke delete, truncate on undone_links from tandem_inventory;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table undone_links; alter table stock_sources drop column link');
  }
}
