import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many pages were read after changes, and which of them disagreed with what had been announced. */
export class Reads1765200000002 implements MigrationInterface {
  name = 'Reads1765200000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table read_counts (
        minute timestamptz(0) not null,
        page text not null check (page in ('part', 'game', 'list')),
        subject text not null check (subject in ('content', 'stock')),
        delay_s integer not null check (delay_s >= 0),
        checked integer not null check (checked >= 0),
        inconsistent integer not null check (inconsistent between 0 and checked),
        skipped integer not null check (skipped >= 0),
        primary key (minute, page, subject, delay_s)
      );

      create table disagreements (
        id uuid primary key,
        found_at timestamptz(3) not null,
        event_id text not null,
        part_id integer not null,
        page text not null check (page in ('part', 'game', 'list')),
        subject text not null check (subject in ('content', 'stock')),
        delay_s integer not null check (delay_s >= 0),
        field text not null,
        has text not null,
        due text not null
      );
      create index disagreements_newest on disagreements (found_at desc, id desc);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table disagreements, read_counts');
  }
}
