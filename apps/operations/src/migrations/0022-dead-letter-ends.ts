import { deadLetterEndsSql, noDeadLetterEndsSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of dead letters, by whom and why. */
export class DeadLetterEnds1767500000022 implements MigrationInterface {
  name = 'DeadLetterEnds1767500000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadLetterEndsSql('operations'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(noDeadLetterEndsSql('operations'));
  }
}
