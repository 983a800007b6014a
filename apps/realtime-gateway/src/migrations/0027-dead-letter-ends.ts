import { deadLetterEndsSql, noDeadLetterEndsSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of dead letters, by whom and why. */
export class DeadLetterEnds1768000000027 implements MigrationInterface {
  name = 'DeadLetterEnds1768000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadLetterEndsSql('realtime'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(noDeadLetterEndsSql('realtime'));
  }
}
