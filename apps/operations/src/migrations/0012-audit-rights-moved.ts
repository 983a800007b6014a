import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The realtime gateway held the audit log against its seals while the consistency check was its own. */
export class AuditRightsMoved1765100000012 implements MigrationInterface {
  name = 'AuditRightsMoved1765100000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke select on audit.data_change_logs, operations.audit_seals from tandem_realtime;
      revoke usage on schema operations from tandem_realtime;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant usage on schema operations to tandem_realtime;
      grant select on audit.data_change_logs, operations.audit_seals to tandem_realtime;`);
  }
}
