import { mailLimitsSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MailLimits1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailLimitsSql('auth'));
  }

  async down(): Promise<void> {
    throw new Error('Mails that were withheld would be none of the states: it stays.');
  }
}
