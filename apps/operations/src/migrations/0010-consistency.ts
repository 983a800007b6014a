import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table consistency_runs (
    id uuid primary key,
    state text not null default 'running' check (state in ('running', 'completed', 'failed')),
    checks text[] not null check (cardinality(checks) > 0),
    current_check text,
    looked_at bigint not null default 0,
    found integer not null default 0,
    started_by uuid,
    started_by_name text,
    started_at timestamptz(3) not null default clock_timestamp(),
    told_at timestamptz(3) not null default clock_timestamp(),
    finished_at timestamptz(3),
    check ((state = 'running') = (finished_at is null))
  );
  create unique index consistency_runs_one_at_a_time on consistency_runs ((true)) where state = 'running';
  create index consistency_runs_newest on consistency_runs (started_at desc);

  create table consistency_checks (
    name text primary key,
    checked_at timestamptz(3) not null,
    looked_at bigint not null
  );

  create table consistency_differences (
    id uuid primary key,
    check_name text not null,
    about text not null,
    record text not null,
    has text,
    due text,
    state text not null default 'open' check (state in ('open', 'repaired', 'gone')),
    found_at timestamptz(3) not null default clock_timestamp(),
    settled_at timestamptz(3),
    repaired_by uuid,
    repaired_by_name text,
    check ((state = 'open') = (settled_at is null)),
    check ((state = 'repaired') = (repaired_by_name is not null))
  );
  create unique index consistency_differences_open on consistency_differences (check_name, record) where state = 'open';
  create index consistency_differences_by_state on consistency_differences (state, id desc);
  create index consistency_differences_settled on consistency_differences (settled_at) where settled_at is not null;`;

/** What the realtime gateway found while the check was its own. A run that it had begun is not ended by anybody else. */
const HISTORY = `
  do $$ begin
    if to_regclass('realtime.consistency_runs') is not null then
      insert into operations.consistency_runs select * from realtime.consistency_runs where state <> 'running';
      insert into operations.consistency_checks select * from realtime.consistency_checks;
      insert into operations.consistency_differences select * from realtime.consistency_differences;
    end if;
  end $$`;

/** What the consistency check has looked at and found. */
export class Consistency1765100000010 implements MigrationInterface {
  name = 'Consistency1765100000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(HISTORY);
    await runner.query(auditTable('consistency_differences'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table consistency_differences, consistency_checks, consistency_runs');
  }
}
