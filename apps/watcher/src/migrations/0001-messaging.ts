import { createJobs, dropJobs } from '@tandem/jobs';
import { inboxSql, outboxSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the libraries in this schema. */
export class Messaging1765200000001 implements MigrationInterface {
  name = 'Messaging1765200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxSql('watcher'));
    await runner.query(inboxSql('watcher'));
    await runner.query(createJobs('watcher'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs('watcher'));
    await runner.query('drop table watcher.dead_letters, watcher.inbox, watcher.outbox');
  }
}
