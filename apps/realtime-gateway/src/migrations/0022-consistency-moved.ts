import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Consistency1765000000010 } from './0010-consistency.js';

/**
 * What the check of consistency kept while it was the gateway's. Operations has copied it since; who comes from a release before
 * that loses settled differences alone: open ones are found again by the next check.
 */
export class ConsistencyMoved1767500000022 implements MigrationInterface {
  name = 'ConsistencyMoved1767500000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table realtime.consistency_differences, realtime.consistency_checks, realtime.consistency_runs',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Consistency1765000000010().up(runner);
  }
}
