import { mailCausesSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CausesOfMails1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailCausesSql('auth'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table mails drop column traceparent`);
  }
}
