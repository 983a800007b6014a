import { deadLetterEndsSql, noDeadLetterEndsSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of dead letters, by whom and why. */
export class DeadLetterEnds1764200000144 implements MigrationInterface {
  name = 'DeadLetterEnds1764200000144';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadLetterEndsSql('sync'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(noDeadLetterEndsSql('sync'));
  }
}
