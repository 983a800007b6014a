import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of an order, and by whom; which step of the saga is due when is not worth a row. */
const TELLING = ['status', 'reason', 'failure', 'refunded_minor', 'refund_requested_minor'];

/**
 * Orders in the shop's audit log, with the address and the program of whoever acted. Their lines are not: those never
 * change, so their table is their record.
 */
export class AuditOfOrders1764100000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(auditTable('orders', { updatesOf: TELLING }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop trigger audit_changes on orders; drop trigger audit_updates on orders`,
    );
  }
}
