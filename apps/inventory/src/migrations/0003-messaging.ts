import { inboxSql, outboxSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxSql('inventory'));
    await runner.query(inboxSql('inventory'));
  }

  async down(): Promise<void> {
    throw new Error('The outbox may hold events that were never sent: it is not dropped.');
  }
}
