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
        currency char(3) not null default 'EUR',
        status text not null default 'active' check (status in ('active', 'draft', 'archived')),
        image_sha256 text,
        version integer not null default 1,
        deleted_at timestamptz(3));
      create function advance_version() returns trigger language plpgsql as $$
        begin new.version := old.version + 1; return new; end $$;
      create trigger parts_advance before update on parts for each row execute function advance_version();
      create view part_offers as
        select id, kind, sku, slug, part_name, price_minor, currency, version,
               status = 'active' and deleted_at is null as for_sale, image_sha256
          from parts;
      grant usage on schema catalog to tandem_orders;
      grant select on part_offers to tandem_orders`);
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
        version bigint not null default 1,
        updated_at timestamptz(3) not null default clock_timestamp(),
        constraint stock_reserved_within_current check (0 <= reserved_quantity and reserved_quantity <= current_stock));
      create function advance_stock() returns trigger language plpgsql as $$
        begin new.version := old.version + 1; new.updated_at := clock_timestamp(); return new; end $$;
      create trigger stock_levels_advance before update on stock_levels for each row execute function advance_stock();
      create view stock_public as
        select part_id, current_stock, current_stock - reserved_quantity as available_stock,
               current_stock > reserved_quantity as is_in_stock,
               current_stock - reserved_quantity <= min_stock_level as is_low_stock, version, updated_at
          from stock_levels;
      grant usage on schema inventory to tandem_orders;
      grant select on stock_public to tandem_orders`);
  }

  async down(): Promise<void> {}
}
