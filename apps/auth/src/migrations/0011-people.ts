import { EndedSessionsView, People, viewSql } from '@tandem/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the service of operations reads of accounts. */
export class People1764300000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(viewSql(People));
    await runner.query(viewSql(EndedSessionsView));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view auth.people');
  }
}
