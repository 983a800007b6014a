import { mailSql } from '@tandem/mail';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Mails1764100000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailSql('orders'));
  }

  async down(): Promise<void> {
    throw new Error('The queue may hold mails that were never sent: it is not dropped.');
  }
}
