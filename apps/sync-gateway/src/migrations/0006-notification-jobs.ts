import { moveToJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const WAITING = `
  select id::text as key, jsonb_build_object('notification_id', id::text) as payload, next_attempt_at as due_at,
         null::text as correlation_id, traceparent
    from webhook_inbox where source = 'g2a.ipn' and state = 'received'`;

/** Notifications wait as jobs. */
export class NotificationJobs1764100000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(moveToJobs('sync', 'process-g2a-notification', WAITING));
    await runner.query(
      'alter table webhook_inbox drop column next_attempt_at, drop column attempts',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table webhook_inbox add column attempts integer not null default 0,
        add column next_attempt_at timestamptz(3) not null default clock_timestamp();
      create index webhook_inbox_waiting on webhook_inbox (next_attempt_at) where state = 'received';
      delete from sync_jobs.job where name = 'process-g2a-notification'`);
  }
}
