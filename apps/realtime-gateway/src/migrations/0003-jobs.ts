import { createJobs, dropJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Jobs1764000000002 implements MigrationInterface {
  name = 'Jobs1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createJobs('realtime'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs('realtime'));
  }
}
