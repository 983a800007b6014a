import { mailJobsSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails wait as jobs. */
export class MailJobs1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailJobsSql('auth'));
  }

  async down(): Promise<void> {
    throw new Error('The jobs may hold mails that were never sent: they are not dropped.');
  }
}
