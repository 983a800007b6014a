import { createJobs, dropJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Jobs1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createJobs('inventory'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs('inventory'));
  }
}
