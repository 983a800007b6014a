import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** So many filters somebody may keep. */
const MOST = 50;

/** What staff look for in the audit log again and again. */
export class SavedFilters1764300000005 implements MigrationInterface {
  name = 'SavedFilters1764300000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operations.saved_filters (
        id uuid primary key,
        user_id uuid not null,
        place smallint not null check (place between 1 and ${MOST}),
        name text not null check (length(name) between 1 and 80),
        filters jsonb not null check (jsonb_typeof(filters) = 'object'),
        created_at timestamptz(3) not null default clock_timestamp(),
        constraint saved_filters_places unique (user_id, place)
      );
      create unique index saved_filters_names on operations.saved_filters (user_id, lower(name));
      ${auditTable('operations.saved_filters')};
      -- Before the check of consistency moved here, the gateway read them.
      revoke all on audit.data_change_logs, operations.audit_seals from tandem_realtime;
      revoke all on schema audit, operations from tandem_realtime;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operations.saved_filters');
  }
}
