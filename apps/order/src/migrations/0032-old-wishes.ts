import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The oldest wishes that may go are found without a look at those that wait. Of 100,000 wishes each index is made in a tenth
 * of a second, and nobody asks to be told meanwhile.
 */
export class OldWishes1764100000145 implements MigrationInterface {
  name = 'OldWishes1764100000145';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- squawk-ignore require-concurrent-index-creation
      create index stock_wishes_unconfirmed on stock_wishes (asked_at) where confirmed_at is null;
      -- squawk-ignore require-concurrent-index-creation
      create index stock_wishes_answered on stock_wishes (greatest(told_at, stopped_at)) where confirmed_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index stock_wishes_unconfirmed, stock_wishes_answered');
  }
}
