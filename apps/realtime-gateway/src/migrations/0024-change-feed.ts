import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the public change feed reads, and how far the log has been cut. */
export class ChangeFeed1768000000024 implements MigrationInterface {
  name = 'ChangeFeed1768000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index event_log_public on realtime.event_log (seq)
        where public_type is not null and part_id is not null and not superseded;

      -- Positions have gaps, so the lowest one that is held does not tell whether one before it is missing.
      create table realtime.event_log_cut (
        only_row boolean primary key default true check (only_row),
        up_to bigint not null check (up_to >= 0)
      );
      comment on table realtime.event_log_cut is
        'The highest position that has been dropped from the event log: who has read less has missed something.';
      insert into realtime.event_log_cut (up_to)
        select coalesce(
          (select min(seq) - 1 from realtime.event_log),
          (select last_value from realtime.event_log_seq where is_called),
          0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table realtime.event_log_cut; drop index realtime.event_log_public');
  }
}
