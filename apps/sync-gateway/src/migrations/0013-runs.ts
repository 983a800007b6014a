import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * At most one run of a kind is under way. Whoever works on it has taken the next number of its fence: a process that was
 * thought dead names an old one with whatever it writes, and the row is then not found. What has ended stays as it ended.
 */
const TABLES = `
create table sync_runs (
  id uuid primary key,
  kind text not null check (kind in ('g2a_products', 'g2a_stock', 'inventory')),
  status text not null default 'running' check (status in ('running', 'completed', 'failed')),
  fence bigint not null default 0,
  options jsonb not null default '{}',
  cursor jsonb,
  processed integer not null default 0 check (processed >= 0),
  total integer check (total >= 0),
  failed integer not null default 0 check (failed >= 0),
  reason text check (char_length(reason) <= 100),
  version bigint not null default 1,
  started_at timestamptz(3) not null default clock_timestamp(),
  heard_at timestamptz(3) not null default clock_timestamp(),
  finished_at timestamptz(3),
  started_by uuid,
  check ((status = 'running') = (finished_at is null)),
  check ((status = 'failed') = (reason is not null))
);
create unique index sync_runs_under_way on sync_runs (kind) where status = 'running';
create index sync_runs_newest on sync_runs (started_at desc, id desc);
create index sync_runs_newest_of_kind on sync_runs (kind, started_at desc, id desc);

create table sync_run_errors (
  run_id uuid not null references sync_runs on delete cascade,
  n integer not null check (n between 1 and 1000),
  subject text not null check (char_length(subject) <= 200),
  reason text not null check (char_length(reason) <= 200),
  at timestamptz(3) not null default clock_timestamp(),
  primary key (run_id, n)
);

create function run_goes_forward() returns trigger language plpgsql as $$
begin
  if old.status <> 'running' then
    raise exception 'run % has ended', old.id using errcode = 'check_violation';
  end if;
  if new.fence < old.fence then
    raise exception 'the fence of run % only grows', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sync_runs_forward before update on sync_runs for each row execute function run_goes_forward();
`;

export class Runs1764200000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sync_run_errors, sync_runs; drop function run_goes_forward()');
  }
}
