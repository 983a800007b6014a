import { deadLetterEndsSql, noDeadLetterEndsSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of dead letters, by whom and why. */
export class DeadLetterEnds1700000000244 implements MigrationInterface {
  name = 'DeadLetterEnds1700000000244';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadLetterEndsSql('catalog'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(noDeadLetterEndsSql('catalog'));
  }
}
