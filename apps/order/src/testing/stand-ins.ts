import { PartOffers, PartRefs, StockPublic, viewSql } from '@tandem/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What order needs of the catalogue: parts to refer to, and the view of what is for sale. */
export class CatalogStandIn1600000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table parts (
        id integer generated always as identity primary key,
        kind text not null default 'physical' check (kind in ('physical', 'game')),
        sku text not null default 'SKU',
        slug text not null default 'part',
        part_name text not null default 'Part',
        price_minor bigint not null default 1000 check (price_minor >= 0),
        sale_price_minor bigint, sale_from timestamptz(3), sale_until timestamptz(3),
        currency char(3) not null default 'EUR',
        status text not null default 'active' check (status in ('active', 'draft', 'archived')),
        image_sha256 text,
        category_id uuid,
        version integer not null default 1,
        deleted_at timestamptz(3));
      create table part_prices (part_id integer not null references parts (id), since timestamptz(3) not null,
        price_minor bigint not null, currency char(3) not null default 'EUR', offered boolean not null default true);
      create function advance_version() returns trigger language plpgsql as $$
        begin new.version := old.version + 1; return new; end $$;
      create trigger parts_advance before update on parts for each row execute function advance_version();
      create view part_images as
        select id as part_id, image_sha256 as sha256, 0 as position from parts where image_sha256 is not null;
      create view part_content_versions as
        select id as part_id, 1 as version_number, jsonb_build_object('status', 'active', 'sku', sku, 'slug', slug,
               'part_name', part_name, 'images', jsonb_build_array(jsonb_build_object('url', image_sha256))) as content_snapshot
          from parts;
      ${viewSql(PartOffers)}
      ${viewSql(PartRefs)}`);
  }

  async down(): Promise<void> {}
}

/** What order needs of inventory: the view of what is free; the table itself for stand-ins of its HTTP side. */
export class InventoryStandIn1600000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stock_levels (
        part_id integer primary key references catalog.parts (id),
        current_stock integer not null default 0,
        reserved_quantity integer not null default 0,
        min_stock_level integer not null default 0,
        version bigint not null default 1, source text,
        updated_at timestamptz(3) not null default clock_timestamp(),
        constraint stock_reserved_within_current check (0 <= reserved_quantity and reserved_quantity <= current_stock));
      create function advance_stock() returns trigger language plpgsql as $$
        begin new.version := old.version + 1; new.updated_at := clock_timestamp(); return new; end $$;
      create trigger stock_levels_advance before update on stock_levels for each row execute function advance_stock();
      ${viewSql(StockPublic)}`);
  }

  async down(): Promise<void> {}
}
