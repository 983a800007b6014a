import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A figure of G2A is told again when a key was bought since the last one, even if it is the same. */
export class BoughtOfPart1764200000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index key_purchases_bought on key_purchases (part_id, bought_at) where bought_at is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index key_purchases_bought');
  }
}
