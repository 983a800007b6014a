import { inboxSql, outboxSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging1764100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxSql('sync'));
    await runner.query(inboxSql('sync'));
  }

  async down(): Promise<void> {
    throw new Error('The outbox may hold events that were never sent: it is not dropped.');
  }
}
