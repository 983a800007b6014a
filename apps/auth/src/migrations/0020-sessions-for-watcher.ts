import { EndedSessionsView, viewSql } from '@tandem/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The watcher verifies the tokens of staff as every service does. */
export class SessionsForWatcher1765200000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(viewSql(EndedSessionsView));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke select on auth.ended_sessions from tandem_watcher');
  }
}
