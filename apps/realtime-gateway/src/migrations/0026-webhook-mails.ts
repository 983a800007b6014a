import { mailCausesSql, mailJobsSql, mailLimitsSql, mailSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails to staff about endpoints that were switched off. */
export class WebhookMails1768000000026 implements MigrationInterface {
  name = 'WebhookMails1768000000026';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [mailSql, mailLimitsSql, mailCausesSql, mailJobsSql]) {
      await runner.query(sql('realtime'));
    }
  }

  async down(): Promise<void> {
    throw new Error('The queue may hold mails that were never sent: it is not dropped.');
  }
}
