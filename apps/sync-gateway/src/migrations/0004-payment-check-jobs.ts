import { createJobs, dropJobs, moveToJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHECKS = `
  select payment_id::text as key, jsonb_build_object('payment_id', payment_id) as payload, next_check_at as due_at,
         null::text as correlation_id, traceparent
    from g2a_payments where next_check_at is not null`;

/** Checks of open payments wait as jobs. */
export class PaymentCheckJobs1764100000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createJobs('sync'));
    await runner.query(moveToJobs('sync', 'check-g2a-payment', CHECKS));
    await runner.query('alter table g2a_payments drop column next_check_at, drop column checks');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table g2a_payments add column next_check_at timestamptz(3), add column checks integer not null default 0;
      create index g2a_payments_to_check on g2a_payments (next_check_at) where next_check_at is not null;
      update g2a_payments p set next_check_at = j.start_after from sync_jobs.job j
       where j.name = 'check-g2a-payment' and j.singleton_key = p.payment_id::text and j.state in ('created', 'retry', 'active')`);
    await runner.query(dropJobs('sync'));
  }
}
