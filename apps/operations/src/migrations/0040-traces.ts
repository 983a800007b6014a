import type { MigrationInterface, QueryRunner } from 'typeorm';

/* A row is begun by whoever has a reason to keep it, and gets its spans in the same transaction; others add theirs. */
const TABLE = `
  create table traces (
    id uuid primary key,
    trace_id text not null unique check (trace_id ~ '^[0-9a-f]{32}$'),
    reason text not null check (reason in ('failed', 'slow', 'sample')),
    correlation_id text check (char_length(correlation_id) <= 128),
    started_at timestamptz(3) not null default clock_timestamp(),
    kept_at timestamptz(3) not null default clock_timestamp(),
    duration_ms double precision not null default 0 check (duration_ms >= 0),
    name text not null default '' check (char_length(name) <= 200),
    service text not null default '' check (char_length(service) <= 100),
    services text[] not null default '{}',
    span_count integer not null default 0 check (span_count between 0 and 300),
    failed boolean not null default false,
    left_out integer not null default 0 check (left_out >= 0),
    bytes integer not null default 0 check (bytes >= 0),
    spans jsonb not null default '[]' check (jsonb_typeof(spans) = 'array')
  );
  create index traces_kept on traces (kept_at);
  create index traces_of_cause on traces (correlation_id) where correlation_id is not null;
  comment on table traces is 'Traces that were worth keeping, for people. Nothing is decided from them.';`;

/** Traces that are kept for a while. */
export class Traces1768000000040 implements MigrationInterface {
  name = 'Traces1768000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table traces');
  }
}
