import { deadLetterEndsSql, noDeadLetterEndsSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of dead letters, by whom and why. */
export class DeadLetterEnds1765300000144 implements MigrationInterface {
  name = 'DeadLetterEnds1765300000144';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadLetterEndsSql('inventory'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(noDeadLetterEndsSql('inventory'));
  }
}
