import { createJobs, dropJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Jobs1700000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createJobs('catalog'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs('catalog'));
  }
}
