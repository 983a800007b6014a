import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inboxSql, outboxSql } from '@tandem/messaging';

export class Messaging1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxSql('auth'));
    await runner.query(inboxSql('auth'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table if exists dead_letters, inbox, outbox cascade`);
  }
}
