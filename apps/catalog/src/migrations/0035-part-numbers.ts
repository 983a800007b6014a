import type { MigrationInterface, QueryRunner } from 'typeorm';
import { REFRESH, WITH_PAIRS } from './0012-languages.js';

/** People copy part numbers with other separators than the shop's, or with none: what is compared has none. */
const COMPACT = `
  create function compact_sku(sku text) returns text
    language sql immutable strict parallel safe
    return lower(regexp_replace(sku, '[^A-Za-z0-9]+', '', 'g'));
  create index parts_compact_sku on parts (compact_sku(sku));
`;

export const WITH_COMPACT_SKU = `
        || array_to_tsvector(array_remove(array[compact_sku(p.sku)], ''))`;

export class PartNumbers1700000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMPACT);
    await runner.query(REFRESH(WITH_PAIRS + WITH_COMPACT_SKU));
    await runner.query(`select refresh_part_search(array_agg(id)) from parts`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFRESH(WITH_PAIRS));
    await runner.query(`drop index parts_compact_sku; drop function compact_sku(text);`);
  }
}
