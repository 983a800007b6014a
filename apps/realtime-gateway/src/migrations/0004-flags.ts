import { FLAGS_CHANNEL, FlagsView, viewSql } from '@tandem/contracts';
import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Announced by the database itself: no way of changing a flag can forget to tell the services. */
const TABLE = `
  create table realtime.feature_flags (
    name       text           primary key check (name ~ '^[a-z][a-z0-9_]{2,99}$'),
    enabled    boolean        not null,
    percentage integer        check (percentage between 0 and 100),
    roles      text[]         not null default '{}' check (cardinality(roles) <= 20),
    version    integer        not null default 1 check (version > 0),
    updated_by uuid,
    updated_at timestamptz(3) not null default clock_timestamp()
  );
  comment on table realtime.feature_flags is
    'What staff decided about feature flags; one without a row has the default that the code gives it.';
  revoke delete, truncate on realtime.feature_flags from tandem_realtime;

  create function realtime.feature_flags_announce() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $$
  begin
    perform pg_notify('${FLAGS_CHANNEL}', '');
    return null;
  end $$;
  create trigger feature_flags_announce after insert or update or delete on realtime.feature_flags
    for each statement execute function realtime.feature_flags_announce();`;

export class Flags1764200000003 implements MigrationInterface {
  name = 'Flags1764200000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(viewSql(FlagsView));
    await runner.query(auditTable('realtime.feature_flags', { idColumn: 'name' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view realtime.flags;
      drop table realtime.feature_flags;
      drop function realtime.feature_flags_announce();
    `);
  }
}
