import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What was last said of a product and of its stock, so that only changes become events. The quantity is kept of every
 * product, linked or not: a part that is made of it later starts with it.
 */
const TABLES = `
create table g2a_products (
  id text primary key check (char_length(id) between 1 and 90),
  name text not null,
  /* Of all that was said; empty once it is gone. */
  digest text not null,
  available boolean not null,
  version bigint not null default 1 check (version > 0),
  /* The last full sweep that met it. */
  seen_in uuid,
  changed_at timestamptz(3) not null default clock_timestamp()
);
create index g2a_products_available on g2a_products (id) where available;

create table g2a_stock (
  id text primary key check (char_length(id) between 1 and 90),
  quantity integer not null check (quantity >= 0),
  as_of timestamptz(3) not null,
  /* The last check that looked at it. */
  checked_in uuid,
  announced_part_id integer,
  announced_quantity integer,
  announced_as_of timestamptz(3),
  check ((announced_part_id is null) = (announced_quantity is null)),
  check ((announced_part_id is null) = (announced_as_of is null))
);

create table g2a_catalogue (
  one boolean primary key default true check (one),
  /* All that changed until then is known; null: nothing was ever read. */
  synced_to timestamptz(0)
);
insert into g2a_catalogue default values;
`;

export class G2aProducts1764200000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table g2a_catalogue, g2a_stock, g2a_products');
  }
}
