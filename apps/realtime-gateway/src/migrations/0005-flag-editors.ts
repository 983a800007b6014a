import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The name of whoever decided, as it was then: the list of flags shows it, and people belong to another service. */
export class FlagEditors1764200000004 implements MigrationInterface {
  name = 'FlagEditors1764200000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table realtime.feature_flags add column updated_by_name text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table realtime.feature_flags drop column updated_by_name');
  }
}
