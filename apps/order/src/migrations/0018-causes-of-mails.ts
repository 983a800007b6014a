import { mailCausesSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CausesOfMails1764100000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailCausesSql('orders'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table mails drop column traceparent`);
  }
}
