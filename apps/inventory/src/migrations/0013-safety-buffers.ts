import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/* Pieces of a part that an outside system counts which staff keep back: nobody can order them. */
export class SafetyBuffers1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table safety_buffers (
        part_id integer primary key references stock_levels (part_id),
        pieces integer not null check (pieces between 0 and 1000000000),
        version integer not null default 1,
        updated_at timestamptz(3) not null default clock_timestamp(),
        updated_by uuid not null,
        updated_by_name text not null
      );
      revoke delete, truncate on safety_buffers from tandem_inventory;
      ${auditTable('safety_buffers', { idColumn: 'part_id' })}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table safety_buffers');
  }
}
