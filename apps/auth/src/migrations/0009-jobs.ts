import { createJobs, dropJobs } from '@tandem/jobs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Jobs1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createJobs('auth'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropJobs('auth'));
  }
}
