import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The oldest carts of guests are found without a look at those of accounts, which stay. */
export class IdleCarts1764100000146 implements MigrationInterface {
  name = 'IdleCarts1764100000146';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set lock_timeout = 0');
    await runner.query('drop index concurrently if exists carts_idle_guests');
    await runner.query(
      `create index concurrently carts_idle_guests on carts (updated_at) where owner_kind = 'guest'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index concurrently if exists carts_idle_guests');
  }
}
