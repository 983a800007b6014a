import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * No row of a part says that a version or a price may go: that depends on settings, on the newer ones and on the part. So a job
 * walks all parts, and nothing is added to a write, nor filled in here.
 */
const WALKS = `
  create table retention_walks (
    store text primary key,
    /* Parts up to this one have been looked at since the walk began. */
    last_part integer not null default 0,
    began_at timestamptz(3) not null default clock_timestamp(),
    /* The beginning of the last walk that came to its end: what was due then is gone. */
    looked_at timestamptz(3) not null default clock_timestamp()
  );
  insert into retention_walks (store) values ('part_content_versions'), ('part_prices');
`;

/* What is missing up to these is not lost. Some of it may be there still, for a reason of its own. */
const REMOVED = `
  create table part_removals (
    part_id integer primary key references parts (id) on delete cascade,
    versions_up_to integer check (versions_up_to > 0),
    prices_up_to timestamptz(3)
  );
  -- The consistency check tells a gap from what was removed.
  grant select on part_removals to tandem_operations;
`;

/* Who changed a price, and why, of versions that are gone. */
const CHANGED_BY = `
  alter table part_prices add column change_summary text, add column changed_by_name text;
`;

/** Old versions and prices of parts are removed, and what reads them knows it (decision 0167). */
export class HistoryRemoved1700000000250 implements MigrationInterface {
  name = 'HistoryRemoved1700000000250';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [WALKS, REMOVED, CHANGED_BY]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table part_prices drop column change_summary, drop column changed_by_name;
      drop table part_removals;
      drop table retention_walks;`);
  }
}
