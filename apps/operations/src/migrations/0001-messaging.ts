import { createJobs, dropJobs } from '@tandem/jobs';
import { inboxSql, outboxSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the libraries in this schema. */
export class Messaging1764300000001 implements MigrationInterface {
  name = 'Messaging1764300000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxSql('operations'));
    await runner.query(inboxSql('operations'));
    await runner.query(createJobs('operations'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs('operations'));
    await runner.query('drop table operations.dead_letters, operations.inbox, operations.outbox');
  }
}
