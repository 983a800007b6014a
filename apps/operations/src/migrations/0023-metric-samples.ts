import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table metric_samples (
    at timestamptz(3) primary key,
    -- Since the sample before.
    seconds real not null check (seconds >= 0),
    figures jsonb not null
  );
  comment on table metric_samples is 'What the services’ metrics said, for the charts of the panel. Nothing is decided from it.';

  create table metric_marks (
    -- A process, from its start to its end.
    instance text primary key check (char_length(instance) <= 200),
    told_at timestamptz(3) not null,
    figures jsonb not null
  );
  comment on table metric_marks is 'What each process had counted when it was last asked.';`;

/** Numbers for the charts of the panel. */
export class MetricSamples1767500000023 implements MigrationInterface {
  name = 'MetricSamples1767500000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table metric_marks, metric_samples');
  }
}
