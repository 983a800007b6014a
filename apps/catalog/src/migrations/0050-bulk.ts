import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Changes of many parts at once. Which parts, at which version, and what becomes of each is frozen when the preview is
 * made, so that what runs is what somebody saw. What became of a part itself is on record with the part.
 */
const TABLES = `
  create table bulk_runs (
    id uuid primary key,
    change jsonb not null check (jsonb_typeof(change) = 'object'),
    state text not null default 'ready' check (state in ('ready', 'running', 'finished', 'cancelled', 'undoing', 'undone')),
    parts integer not null default 0 check (parts >= 0),
    open integer not null default 0 check (open >= 0),
    done integer not null default 0 check (done >= 0),
    unchanged integer not null default 0 check (unchanged >= 0),
    conflicts integer not null default 0 check (conflicts >= 0),
    refused integer not null default 0 check (refused >= 0),
    restored integer not null default 0 check (restored >= 0),
    not_restored integer not null default 0 check (not_restored >= 0),
    created_by uuid,
    created_by_name text,
    created_at timestamptz(3) not null default clock_timestamp(),
    /* Who acts in it now: who has started it, or who takes it back. */
    acting_by uuid,
    acting_by_name text,
    started_at timestamptz(3),
    ended_at timestamptz(3),
    constraint bulk_runs_count_every_part
      check (parts = open + done + unchanged + conflicts + refused + restored + not_restored),
    constraint bulk_runs_finished_have_none_open check (state not in ('finished') or open = 0),
    constraint bulk_runs_started check (state = 'cancelled' or (state = 'ready') = (started_at is null))
  );
  create index bulk_runs_newest on bulk_runs (created_at desc, id desc);

  create table bulk_rows (
    run_id uuid not null references bulk_runs (id) on delete cascade,
    n integer not null check (n > 0),
    /* No foreign key: it would hold every part of a preview against whoever edits one. No part is ever erased. */
    part_id integer not null,
    /* What the part must still have: seen in the preview, and after the change the one that the change made. */
    version integer not null check (version > 0),
    before jsonb not null,
    after jsonb not null,
    result text not null check (result in ('open', 'done', 'unchanged', 'conflict', 'refused', 'restored', 'not_restored')),
    reason text check (char_length(reason) <= 300),
    primary key (run_id, n),
    constraint bulk_rows_one_a_part unique (run_id, part_id),
    constraint bulk_rows_say_why check ((result in ('conflict', 'refused', 'not_restored')) = (reason is not null))
  );
  create index bulk_rows_by_result on bulk_rows (run_id, result, n);
`;

export class Bulk1700000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(auditTable('bulk_runs', { updatesOf: ['state'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table bulk_rows, bulk_runs;');
  }
}
