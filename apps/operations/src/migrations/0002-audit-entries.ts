import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log of every schema, to be read and nothing else: the right to write through the view would reach the log itself. */
export class AuditEntries1764300000002 implements MigrationInterface {
  name = 'AuditEntries1764300000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view operations.audit_entries as
        select id, table_schema, table_name, record_id, operation, old_values, new_values, changed_by, changed_at,
               ip_address, user_agent
          from audit.data_change_logs;
      revoke all on operations.audit_entries from tandem_operations;
      grant select on operations.audit_entries to tandem_operations;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view operations.audit_entries');
  }
}
