import { moveToJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const DUE = `
  select r.id::text as key, jsonb_build_object('refund_id', r.id) as payload, r.due_at, o.correlation_id, r.traceparent
    from refunds r join orders o on o.id = r.order_id where r.due_at is not null`;

/** Refunds wait as jobs; their rows say that they are open. */
export class RefundJobs1764100000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(moveToJobs('orders', 'carry-out-refund', DUE));
    await runner.query('drop index refunds_due');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index refunds_due on refunds (due_at) where due_at is not null');
    await runner.query(`delete from orders_jobs.job where name = 'carry-out-refund'`);
  }
}
