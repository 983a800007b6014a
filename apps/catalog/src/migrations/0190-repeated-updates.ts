import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An update that has failed is repeated once: whoever asks again is shown the repeat that there is. */
export class RepeatedUpdates1700000000220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table bulk_runs
        add column repeats uuid unique references bulk_runs (id) on delete set null;
      alter table imports
        add column repeats uuid unique references imports (id) on delete set null,
        /* Pictures of its rows that could not be had. */
        add column images_failed integer not null default 0 check (images_failed >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table imports drop column images_failed, drop column repeats;
      alter table bulk_runs drop column repeats`);
  }
}
