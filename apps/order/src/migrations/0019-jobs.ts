import { createJobs, dropJobs, moveToJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHECKS = `
  select c.payment_id::text as key, jsonb_build_object('payment_id', c.payment_id) as payload, c.due_at,
         o.correlation_id, p.traceparent
    from payment_checks c join payments p on p.id = c.payment_id left join orders o on o.id = p.order_id`;

/** Checks of payments wait as jobs. */
export class Jobs1764100000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createJobs('orders'));
    await runner.query(moveToJobs('orders', 'check-payment', CHECKS));
    await runner.query('drop table payment_checks');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment_checks (
        payment_id uuid primary key references payments (id),
        due_at timestamptz(3) not null,
        checks integer not null default 0
      );
      create index payment_checks_due on payment_checks (due_at);
      insert into payment_checks (payment_id, due_at)
      select singleton_key::uuid, min(start_after) from orders_jobs.job
       where name = 'check-payment' and state in ('created', 'retry', 'active') group by 1`);
    await runner.query(dropJobs('orders'));
  }
}
