import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Categories, genres and platforms get a number each: a list of numbers says of a part all that lists are narrowed by, and
 * is small enough to stand in every index. Four are fixed: 1 in stock, 2 out of stock, 3 physical, 4 game.
 */
const NUMBERS = `
  create sequence listing_tags minvalue 100;
  alter table categories add column tag integer not null unique default nextval('listing_tags');
  alter table genres add column tag integer not null unique default nextval('listing_tags');
  alter table platforms add column tag integer not null unique default nextval('listing_tags');
`;

/*
 * What lists of shoppers are found and sorted by, a narrow row a part (decision 0096). The indexes hold whatever a filter
 * looks at, so that no list reads a part before it knows that it shows it.
 */
const LISTING = `
  create table part_listing (
    part_id integer primary key references parts (id) on delete cascade,
    shown boolean not null,
    kind integer not null check (kind in (3, 4)),
    category integer,
    price_amount numeric not null,
    part_name text collate "und-x-icu" not null,
    described integer[] not null,
    in_stock boolean not null default false,
    tags integer[] not null generated always as (described || case when in_stock then 1 else 2 end) stored
  ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

  create function refresh_part_listing(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    insert into part_listing as l (part_id, shown, kind, category, price_amount, part_name, described)
    select p.id, p.status = 'active' and p.deleted_at is null, k.tag, c.tag, trim_scale(p.price_amount), p.part_name,
           array_remove(array[k.tag, c.tag], null)
             || array(select g.tag from part_genres x join genres g on g.id = x.genre_id where x.part_id = p.id order by g.tag)
             || array(select m.tag from part_platforms x join platforms m on m.id = x.platform_id where x.part_id = p.id order by m.tag)
      from parts p
      cross join lateral (select case p.kind when 'game' then 4 else 3 end as tag) k
      left join categories c on c.id = p.category_id
     where p.id = any (ids) order by p.id
    on conflict (part_id) do update set shown = excluded.shown, kind = excluded.kind, category = excluded.category,
        price_amount = excluded.price_amount, part_name = excluded.part_name, described = excluded.described
     where (l.shown, l.kind, l.category, l.price_amount, l.part_name, l.described) is distinct from
       (excluded.shown, excluded.kind, excluded.category, excluded.price_amount, excluded.part_name, excluded.described)
  $$;
  select refresh_part_listing(array(select id from parts));
`;

const INDEXES = `
  create index part_listing_kind_newest on part_listing (kind, part_id) include (price_amount, tags) where shown;
  create index part_listing_kind_price on part_listing (kind, price_amount, part_id) include (tags) where shown;
  create index part_listing_kind_name on part_listing (kind, part_name, part_id) include (price_amount, tags) where shown;
  create index part_listing_category_newest on part_listing (category, part_id) include (price_amount, tags) where shown;
  create index part_listing_category_price on part_listing (category, price_amount, part_id) include (tags) where shown;
  create index part_listing_category_name on part_listing (category, part_name, part_id) include (price_amount, tags) where shown;
  -- Without a list of what is pending, which every look-up would read.
  create index part_listing_tags on part_listing using gin (tags) with (fastupdate = off) where shown;
`;

const KEPT = `
  create function part_listing_on_insert() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_part_listing(array(select id from changed));
      return null;
    end $$;
  create function part_listing_on_update() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare ids integer[];
    begin
      select array_agg(n.id) into ids from changed n join before o using (id)
       where (n.status, n.deleted_at, n.kind, n.category_id, n.price_amount, n.part_name)
         is distinct from (o.status, o.deleted_at, o.kind, o.category_id, o.price_amount, o.part_name);
      if ids is not null then
        perform refresh_part_listing(ids);
      end if;
      return null;
    end $$;
  create function part_listing_on_terms() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_part_listing(array(select distinct part_id from changed));
      return null;
    end $$;
  create trigger part_listing_insert after insert on parts
    referencing new table as changed for each statement execute function part_listing_on_insert();
  create trigger part_listing_update after update on parts
    referencing old table as before new table as changed for each statement execute function part_listing_on_update();
  ${['part_genres', 'part_platforms']
    .flatMap((table) => [
      `create trigger part_listing_insert after insert on ${table}
         referencing new table as changed for each statement execute function part_listing_on_terms();`,
      `create trigger part_listing_delete after delete on ${table}
         referencing old table as changed for each statement execute function part_listing_on_terms();`,
    ])
    .join('\n')}
`;

/* Inventory tells it in the transaction that sells the last piece or puts the first one on the shelf. */
const AVAILABILITY = `
  create function list_availability(part integer, available boolean) returns void
    language sql security definer set search_path = catalog, pg_catalog as $$
    update part_listing set in_stock = available where part_id = part and in_stock <> available
  $$;
  revoke execute on function list_availability(integer, boolean) from public;
  grant execute on function list_availability(integer, boolean) to tandem_inventory;
  -- The consistency check holds it against parts and stock (decision 0094).
  grant usage on schema catalog to tandem_realtime;
  grant select on part_listing to tandem_realtime;
`;

export class PartListing1700000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [NUMBERS, LISTING, INDEXES, KEPT, AVAILABILITY]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function list_availability(integer, boolean);
      drop trigger part_listing_delete on part_platforms;
      drop trigger part_listing_insert on part_platforms;
      drop trigger part_listing_delete on part_genres;
      drop trigger part_listing_insert on part_genres;
      drop trigger part_listing_update on parts;
      drop trigger part_listing_insert on parts;
      drop function part_listing_on_terms(), part_listing_on_update(), part_listing_on_insert(), refresh_part_listing(integer[]);
      drop table part_listing;
      alter table platforms drop column tag;
      alter table genres drop column tag;
      alter table categories drop column tag;
      drop sequence listing_tags;`);
  }
}
