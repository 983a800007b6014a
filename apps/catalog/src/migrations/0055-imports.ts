import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Files of parts that staff import. A file is kept in pieces, so that any instance can read it and go on where another one
 * stopped (decision 0109). `position` is how many bytes are taken in; it moves in the transaction of the rows it stands for.
 */
const TABLES = `
  create table imports (
    id uuid primary key,
    status text not null check (status in ('uploading', 'queued', 'running', 'completed', 'cancelled', 'failed')),
    is_dry_run boolean not null,
    file_name text not null check (char_length(file_name) between 1 and 255),
    format text not null check (format in ('csv', 'jsonl')),
    delimiter text check (char_length(delimiter) = 1),
    /* The columns of the file and the fields that they are for: [{name, field}]. */
    columns jsonb not null check (jsonb_typeof(columns) = 'array'),
    /* Which set of column names it is: what staff chose for it is proposed again. */
    columns_key text not null,
    total_bytes bigint not null default 0 check (total_bytes >= 0),
    /* Where the rows begin. */
    data_at bigint not null check (data_at >= 0),
    position bigint not null check (position >= data_at),
    last_row integer not null default 0 check (last_row >= 0),
    created integer not null default 0 check (created >= 0),
    updated integer not null default 0 check (updated >= 0),
    unchanged integer not null default 0 check (unchanged >= 0),
    failed integer not null default 0 check (failed >= 0),
    /* Why it ended early, as a sentence for staff. */
    problem text,
    by uuid,
    by_name text,
    created_at timestamptz(3) not null default clock_timestamp(),
    started_at timestamptz(3),
    finished_at timestamptz(3),
    file_deleted_at timestamptz(3),
    constraint imports_finished check ((finished_at is not null) = (status in ('completed', 'cancelled', 'failed')))
  );
  create index imports_newest on imports (created_at desc, id desc);
  create index imports_columns on imports (columns_key, created_at desc);
  create index imports_open on imports (created_at) where file_deleted_at is null;

  create table import_chunks (
    import_id uuid not null references imports (id) on delete cascade,
    number integer not null check (number >= 0),
    bytes bytea not null,
    primary key (import_id, number)
  );
  alter table import_chunks alter column bytes set storage external;

  create table import_errors (
    import_id uuid not null references imports (id) on delete cascade,
    row integer not null check (row >= 1),
    errors jsonb not null check (jsonb_typeof(errors) = 'array'),
    /* The row as it was in the file: a list of cells, or an object. */
    cells jsonb not null,
    primary key (import_id, row)
  );
`;

export class Imports1700000000075 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(auditTable('imports', { updatesOf: ['status', 'is_dry_run', 'by'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_errors, import_chunks, imports');
  }
}
