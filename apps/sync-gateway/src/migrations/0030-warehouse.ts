import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What the warehouse said last of each SKU, and how far its feed was read. The place and what was taken from a page change in
 * one transaction. Who polls has the lease, and its fence goes up with each turn: one that was taken for dead moves nothing.
 */
const TABLES = `
create table warehouse_levels (
  sku text primary key check (char_length(sku) between 1 and 100),
  quantity integer not null check (quantity >= 0),
  updated_at timestamptz(3) not null,
  sequence bigint not null check (sequence >= 0),
  counted_through bigint not null check (counted_through >= 0),
  taken_at timestamptz(3) not null default clock_timestamp()
);

create table warehouse_feed (
  only_row boolean primary key default true check (only_row),
  cursor text,
  updated_at timestamptz(3),
  next_poll_at timestamptz(3) not null default clock_timestamp(),
  lease_until timestamptz(3) not null default 'epoch',
  fence bigint not null default 0,
  polled_at timestamptz(3) not null default 'epoch',
  hinted_at timestamptz(3) not null default 'epoch'
);
insert into warehouse_feed default values;
revoke insert, delete on warehouse_feed from tandem_sync;

create sequence warehouse_versions;
`;

/* A source that was switched on again is not stale for what it did before. */
const VIEW = (since: string) => `
create or replace view source_health as
  select source, enabled, last_success_at, stale_after_ms,
         enabled and ${since} < clock_timestamp() - stale_after_ms * interval '1 ms' as is_stale
    from sources`;

export class Warehouse1764200000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEW('greatest(last_success_at, enabled_at)'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(VIEW('coalesce(last_success_at, enabled_at)'));
    await runner.query(
      'drop sequence warehouse_versions; drop table warehouse_feed, warehouse_levels',
    );
  }
}
