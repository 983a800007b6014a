import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that are one shopper's own business: orders and the cart. */
export class OwnEvents1764000000001 implements MigrationInterface {
  name = 'OwnEvents1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table realtime.event_log add column user_id uuid;
      -- Who is told of a part is everybody, and of what is somebody's own, that person.
      alter table realtime.event_log add check (user_id is null or part_id is null);
      create index event_log_user on realtime.event_log (user_id, seq) where user_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table realtime.event_log drop column user_id');
  }
}
