import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/* What staff keep back of every part of a category that an outside system counts, unless the part has a buffer of its own. */
export class CategoryBuffers1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      /* Null: it was taken back. The row stays, so that its version goes on. */
      alter table safety_buffers alter column pieces drop not null;
      create table category_buffers (
        category_id uuid primary key,
        pieces integer check (pieces between 0 and 1000000000),
        version integer not null default 1,
        updated_at timestamptz(3) not null default clock_timestamp(),
        updated_by uuid not null,
        updated_by_name text not null
      );
      /* What the level was made with: it follows what staff set, and where the part is, a moment later. */
      alter table stock_sources add column kept_back integer not null default 0
        constraint stock_sources_kept_back check (kept_back between 0 and 1000000000);
      update stock_sources f set kept_back = b.pieces from safety_buffers b where b.part_id = f.part_id;
      create index safety_buffers_by_time on safety_buffers (updated_at desc, (part_id::text) desc) where pieces is not null;
      revoke delete, truncate on category_buffers from tandem_inventory;
      ${auditTable('category_buffers', { idColumn: 'category_id' })}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table category_buffers;
      alter table stock_sources drop column kept_back;
      drop index safety_buffers_by_time;
      update safety_buffers set pieces = 0 where pieces is null;
      alter table safety_buffers alter column pieces set not null;`);
  }
}
