import { mailLimitsSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MailLimits1764100000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailLimitsSql('orders'));
  }

  async down(): Promise<void> {
    throw new Error('Mails that were withheld would be none of the states: it stays.');
  }
}
