import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DOCUMENTS, OF_STAFF } from './0160-staff-search.js';

/*
 * What no search asks for any more (decision 0102): the text that whole searches were compared with, and an index of names.
 * Instances of the former version still read the beginning of the text in their consistency check: they find it under its
 * name, but nothing is stored or written. A later release drops the column.
 */
export class NoLikeness1700000000230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index parts_name_words;
      drop index part_search_fuzzy;
      alter table part_search
        drop column fuzzy,
        add column fuzzy text generated always as (part_name || ' ' || sku || ' ') virtual;
      ${DOCUMENTS(OF_STAFF, null)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table part_search drop column fuzzy, add column fuzzy text not null default '';
      alter table part_search alter column fuzzy drop default;
      ${DOCUMENTS(OF_STAFF)}
      select refresh_part_search(array_agg(id)) from parts;
      create index part_search_fuzzy on part_search using gin (fuzzy public.gin_trgm_ops);
      create index parts_name_words on parts
        using gin ((to_tsvector('english', part_name) || to_tsvector('simple', part_name)));`);
  }
}
