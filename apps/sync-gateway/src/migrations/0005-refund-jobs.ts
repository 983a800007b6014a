import { moveToJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = `
  select refund_id::text as key, jsonb_build_object('refund_id', refund_id) as payload, next_attempt_at as due_at,
         null::text as correlation_id, traceparent
    from g2a_refunds where status in ('requested', 'sending', 'accepted')`;

/** Open refunds are woken by jobs; their rows still say who may take them on, and when. */
export class RefundJobs1764100000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(moveToJobs('sync', 'send-g2a-refund', OPEN));
    await runner.query('drop index g2a_refunds_open');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index g2a_refunds_open on g2a_refunds (next_attempt_at) where status in ('requested', 'sending', 'accepted');
      delete from sync_jobs.job where name = 'send-g2a-refund'`);
  }
}
