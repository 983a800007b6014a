import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Searches that found nothing, by their words and the day, of nobody in particular. */
export class SearchMisses1700000000214 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table search_misses (
        day date not null,
        words text not null check (char_length(words) between 2 and 60),
        searches integer not null default 1 check (searches >= 1),
        primary key (day, words)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table search_misses');
  }
}
