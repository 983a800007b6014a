import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A change of the audit log tells of which request it came, so that its trace can be found. */
export class AuditCauses1768000000042 implements MigrationInterface {
  name = 'AuditCauses1768000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view operations.audit_entries as
        select id, table_schema, table_name, record_id, operation, old_values, new_values, changed_by, changed_at,
               ip_address, user_agent, correlation_id
          from audit.data_change_logs`);
  }

  /** A view loses a column only by being made anew; nothing else is built upon it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view operations.audit_entries;
      create view operations.audit_entries as
        select id, table_schema, table_name, record_id, operation, old_values, new_values, changed_by, changed_at,
               ip_address, user_agent
          from audit.data_change_logs;
      revoke all on operations.audit_entries from tandem_operations;
      grant select on operations.audit_entries to tandem_operations;`);
  }
}
