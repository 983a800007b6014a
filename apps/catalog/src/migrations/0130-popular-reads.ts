import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What shoppers read most, so that the cache is warmed with it, and how much the cache answered in each minute. */
export class PopularReads1700000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table popular_reads (
        target text primary key check (target ~ '^((part|game):[1-9][0-9]{0,9}|list:\\{.*\\})$' and length(target) <= 500),
        reads double precision not null check (reads >= 0),
        read_at timestamptz(3) not null
      );
      create table cache_reads (
        minute timestamptz(0) not null,
        kind text not null check (length(kind) between 1 and 50),
        hits bigint not null check (hits >= 0),
        misses bigint not null check (misses >= 0),
        primary key (minute, kind)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table cache_reads, popular_reads');
  }
}
