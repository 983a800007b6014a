import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
  create table backups (ended_at timestamptz(3) primary key);
  comment on table backups is
    'When a base backup ended that was whole: written by the command that takes it, so that its age can be told.';`;

/** When the shop was last backed up. */
export class Backups1767500000031 implements MigrationInterface {
  name = 'Backups1767500000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table backups');
  }
}
