import type { MigrationInterface, QueryRunner } from 'typeorm';

const OWNER = `owner_kind text not null check (owner_kind in ('user', 'guest')), owner_id uuid not null`;

const TABLES = `
create table carts (
  ${OWNER},
  version bigint not null,
  updated_at timestamptz(3) not null default clock_timestamp(),
  primary key (owner_kind, owner_id)
);

create table cart_items (
  ${OWNER},
  part_id integer not null references catalog.parts (id),
  quantity integer not null,
  added_at timestamptz(3) not null default clock_timestamp(),
  primary key (owner_kind, owner_id, part_id),
  foreign key (owner_kind, owner_id) references carts on delete cascade,
  constraint cart_items_quantity check (quantity between 1 and 999)
);

create table wishlists (
  ${OWNER},
  version bigint not null,
  updated_at timestamptz(3) not null default clock_timestamp(),
  primary key (owner_kind, owner_id)
);

create table wishlist_items (
  ${OWNER},
  part_id integer not null references catalog.parts (id),
  added_at timestamptz(3) not null default clock_timestamp(),
  primary key (owner_kind, owner_id, part_id),
  foreign key (owner_kind, owner_id) references wishlists on delete cascade
);

create index carts_updated on carts (updated_at);
create index wishlists_idle_guests on wishlists (updated_at) where owner_kind = 'guest';
`;

/*
 * A version begins at the time in milliseconds and goes up by at least one a change. So the cart of a guest that was
 * removed and made again is newer than whatever a cache still knows of the old one.
 *
 * Each change of a cart is announced to the caches of every instance, as the outbox announces events: the instance that
 * made it may not reach Redis (libs/cache).
 */
const RULES = `
create function advance_list() returns trigger language plpgsql as $$
declare
  now_ms bigint := floor(extract(epoch from clock_timestamp()) * 1000);
begin
  new.version := case when tg_op = 'UPDATE' then greatest(old.version + 1, now_ms) else now_ms end;
  new.updated_at := clock_timestamp();
  return new;
end $$;

create trigger carts_advance before insert or update on carts for each row execute function advance_list();
create trigger wishlists_advance before insert or update on wishlists for each row execute function advance_list();

create function announce_cart() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('tandem_changes',
    'cart|' || new.owner_kind || ':' || new.owner_id || '|' || new.version || '|changed');
  return null;
end $$;

create trigger carts_announce after insert or update on carts for each row execute function announce_cart();
`;

export class Carts1764100000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table wishlist_items, wishlists, cart_items, carts;
      drop function announce_cart, advance_list;
    `);
  }
}
