import { PartRefs, viewSql } from '@tandem/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the gateway needs of the catalogue: the view that tells which part has a SKU. */
export class CatalogStandIn1600000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table parts (
        id integer generated always as identity primary key,
        sku text not null unique, kind text not null default 'physical',
        status text not null default 'active', deleted_at timestamptz(3), category_id uuid);
      ${viewSql(PartRefs)}`);
  }

  async down(): Promise<void> {}
}
