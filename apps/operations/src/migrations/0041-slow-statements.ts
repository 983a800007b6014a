import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
  create table slow_statements (
    id uuid primary key,
    service text not null check (char_length(service) between 1 and 100),
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{16}$'),
    text text not null check (char_length(text) between 1 and 4000),
    plan jsonb,
    -- A line each.
    advice text not null default '' check (char_length(advice) <= 2000),
    times bigint not null check (times > 0),
    worst_ms integer not null check (worst_ms > 0),
    worst_at timestamptz(3) not null,
    worst_trace_id text not null check (worst_trace_id ~ '^[0-9a-f]{32}$'),
    first_at timestamptz(3) not null,
    last_at timestamptz(3) not null,
    unique (service, fingerprint)
  );
  comment on table slow_statements is
    'Statements that took long, a row a kind, without the values that were asked for. Nothing is decided from them.';`;

/** Which statements of the databases were slow. */
export class SlowStatements1768000000041 implements MigrationInterface {
  name = 'SlowStatements1768000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table slow_statements');
  }
}
