import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a game was called when it was ordered, so that staff find the purchases of one; null of those from before. */
export class NamesOfGames1764200000086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table key_purchases add column part_name text check (char_length(part_name) between 1 and 1000)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table key_purchases drop column part_name');
  }
}
