import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What staff's table is found and sorted by: a narrow row for each part, drafts and deleted ones too (decision 0104).
 * `grouped` is its kind (3 physical, 4 game) and its state (1 active, 2 draft, 3 archived; deleted 4, 5 and 6), so that the table is a
 * few walks along an index, and no state lies between the parts of another one. 5 is low in stock, 6 is not.
 */
const LISTING = `
  create table staff_listing (
    part_id integer primary key references parts (id) on delete cascade,
    grouped integer not null check (grouped / 10 in (3, 4) and grouped % 10 between 1 and 6),
    price_amount numeric not null,
    part_name text collate "und-x-icu" not null,
    sku text not null,
    updated_at timestamptz(3) not null,
    described integer[] not null,
    in_stock boolean not null default false,
    low_stock boolean not null default true,
    tags integer[] not null generated always as
      (described || case when in_stock then 1 else 2 end || case when low_stock then 5 else 6 end) stored
  ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

  -- A sale writes here: it has one order and no words. Its groups say as well whether it is low (1) and in stock (2).
  create table staff_shelf (
    part_id integer primary key references parts (id) on delete cascade,
    grouped integer not null,
    price_amount numeric not null,
    tags integer[] not null,
    available integer not null default 0,
    low_stock boolean not null default true,
    shelf integer not null generated always as
      (grouped * 10 + case when low_stock then 1 else 0 end + case when available > 0 then 2 else 0 end) stored
  ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
`;

const INDEXES = `
  create index staff_listing_newest on staff_listing (grouped, part_id) include (price_amount, tags);
  create index staff_listing_price on staff_listing (grouped, price_amount, part_id) include (tags);
  create index staff_listing_name on staff_listing (grouped, part_name, part_id) include (price_amount, tags);
  create index staff_listing_sku on staff_listing (grouped, sku, part_id) include (price_amount, tags);
  create index staff_listing_updated on staff_listing (grouped, updated_at, part_id) include (price_amount, tags);
  create index staff_listing_tags on staff_listing using gin (tags) with (fastupdate = off);
  create index staff_shelf_stock on staff_shelf (shelf, available, part_id) include (price_amount, tags);
`;

const REFRESH = `
  create function refresh_staff_listing(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    with described as (
      select p.id, k.tag * 10 + case p.status when 'active' then 1 when 'draft' then 2 else 3 end
               + case when p.deleted_at is null then 0 else 3 end as grouped,
             trim_scale(p.price_amount) as price_amount, p.part_name, lower(p.sku) as sku, p.updated_at,
             array_remove(array[k.tag, c.tag], null)
               || array(select g.tag from part_genres x join genres g on g.id = x.genre_id where x.part_id = p.id order by g.tag)
               || array(select m.tag from part_platforms x join platforms m on m.id = x.platform_id where x.part_id = p.id order by m.tag)
               as tags
        from parts p
        cross join lateral (select case p.kind when 'game' then 4 else 3 end as tag) k
        left join categories c on c.id = p.category_id
       where p.id = any (ids)
    ), listed as (
      insert into staff_listing as l (part_id, grouped, price_amount, part_name, sku, updated_at, described)
        select id, grouped, price_amount, part_name, sku, updated_at, tags from described order by id
        on conflict (part_id) do update set grouped = excluded.grouped, price_amount = excluded.price_amount,
            part_name = excluded.part_name, sku = excluded.sku, updated_at = excluded.updated_at, described = excluded.described
         where (l.grouped, l.price_amount, l.part_name, l.sku, l.updated_at, l.described) is distinct from
           (excluded.grouped, excluded.price_amount, excluded.part_name, excluded.sku, excluded.updated_at, excluded.described)
    )
    insert into staff_shelf as s (part_id, grouped, price_amount, tags)
      select id, grouped, price_amount, tags from described order by id
      on conflict (part_id) do update set grouped = excluded.grouped, price_amount = excluded.price_amount, tags = excluded.tags
       where (s.grouped, s.price_amount, s.tags) is distinct from (excluded.grouped, excluded.price_amount, excluded.tags)
  $$;
`;

/* All that is kept of these parts for lists; the words of a change are compared as before. */
const KEPT = `
  create or replace function part_listing_on_insert() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare ids integer[] := array(select id from changed);
    begin
      perform refresh_part_listing(ids);
      perform refresh_staff_listing(ids);
      return null;
    end $$;
  create or replace function part_listing_on_update() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare ids integer[];
    begin
      select array_agg(n.id) into ids from changed n join before o using (id)
       where (n.status, n.deleted_at, n.kind, n.category_id, n.price_amount, n.part_name)
         is distinct from (o.status, o.deleted_at, o.kind, o.category_id, o.price_amount, o.part_name);
      if ids is not null then
        perform refresh_part_listing(ids);
      end if;
      perform refresh_staff_listing(array(select id from changed));
      return null;
    end $$;
  create or replace function part_listing_on_terms() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare ids integer[] := array(select distinct part_id from changed);
    begin
      perform refresh_part_listing(ids);
      perform refresh_staff_listing(ids);
      return null;
    end $$;
`;

/* How many parts a category has that are not deleted, whoever sees them. */
const COUNTED = `
  create function count_kept() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      if tg_op = 'INSERT' then
        insert into part_count_changes
          select 'kept', t, count(*) from changed, unnest(described) t where grouped % 10 <= 3 group by t;
      elsif tg_op = 'DELETE' then
        insert into part_count_changes
          select 'kept', t, -count(*) from before, unnest(described) t where grouped % 10 <= 3 group by t;
      else
        insert into part_count_changes
          select 'kept', t, sum(n) from (
            select t, 1 as n from changed, unnest(described) t where grouped % 10 <= 3
            union all select t, -1 from before, unnest(described) t where grouped % 10 <= 3) moved
          group by t having sum(n) <> 0;
      end if;
      if found then perform fold_part_counts(); end if;
      return null;
    end $$;
  create trigger part_counts_insert after insert on staff_listing
    referencing new table as changed for each statement execute function count_kept();
  create trigger part_counts_delete after delete on staff_listing
    referencing old table as before for each statement execute function count_kept();
  create trigger part_counts_update after update on staff_listing
    referencing old table as before new table as changed for each statement execute function count_kept();

  create or replace function recount_parts() returns void
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform pg_advisory_xact_lock(hashtext('catalog.part_counts'));
      with counted as (
        select 'shown' as among, t as tag, count(*) as parts from part_listing, unnest(described) t where shown group by t
        union all
        select 'kept', t, count(*) from staff_listing, unnest(described) t where grouped % 10 <= 3 group by t
      ), added as (select among, tag, sum(delta) as delta from part_count_changes group by among, tag)
      merge into part_counts c
        using (select among, tag, coalesce(n.parts, 0) - coalesce(a.delta, 0) as parts
                 from counted n full join added a using (among, tag)) d
        on (c.among, c.tag) = (d.among, d.tag)
        when matched then update set parts = d.parts
        when not matched then insert values (d.among, d.tag, d.parts)
        when not matched by source then delete;
    end $$;
`;

/* Inventory tells it with each change of what is left of a part; most rows stay as they are. */
const STOCK = `
  create function list_stock(part integer, available integer, low boolean) returns void
    language sql security definer set search_path = catalog, pg_catalog as $$
    update part_listing l set in_stock = list_stock.available > 0
     where l.part_id = part and l.in_stock <> (list_stock.available > 0);
    update staff_listing l set in_stock = list_stock.available > 0, low_stock = low
     where l.part_id = part and (l.in_stock, l.low_stock) is distinct from (list_stock.available > 0, low);
    update staff_shelf s set available = list_stock.available, low_stock = low
     where s.part_id = part and (s.available, s.low_stock) is distinct from (list_stock.available, low);
  $$;
  revoke execute on function list_stock(integer, integer, boolean) from public;
  grant execute on function list_stock(integer, integer, boolean) to tandem_inventory, tandem_catalog;
  grant select on staff_listing, staff_shelf to tandem_realtime;
`;

export class StaffListing1700000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Of a large shop this takes minutes.
    await runner.query('set local statement_timeout = 0');
    // Whoever changes a part meanwhile waits: what is listed here is what the triggers go on from.
    await runner.query('lock table parts, part_genres, part_platforms in share row exclusive mode');
    for (const sql of [LISTING, REFRESH, KEPT, COUNTED, STOCK]) await runner.query(sql);
    await runner.query('select refresh_staff_listing(array(select id from parts))');
    await runner.query(INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function list_stock(integer, integer, boolean);
      create or replace function part_listing_on_insert() returns trigger
        language plpgsql set search_path = catalog, pg_catalog as $$
        begin
          perform refresh_part_listing(array(select id from changed));
          return null;
        end $$;
      create or replace function part_listing_on_update() returns trigger
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
      create or replace function part_listing_on_terms() returns trigger
        language plpgsql set search_path = catalog, pg_catalog as $$
        begin
          perform refresh_part_listing(array(select distinct part_id from changed));
          return null;
        end $$;
      drop table staff_shelf, staff_listing;
      drop function refresh_staff_listing(integer[]), count_kept();
      delete from part_counts where among = 'kept';
      delete from part_count_changes where among = 'kept';
      create or replace function recount_parts() returns void
        language plpgsql set search_path = catalog, pg_catalog as $$
        begin
          perform pg_advisory_xact_lock(hashtext('catalog.part_counts'));
          with counted as (
            select 'shown' as among, t as tag, count(*) as parts from part_listing, unnest(described) t where shown group by t
          ), added as (select among, tag, sum(delta) as delta from part_count_changes where among = 'shown' group by among, tag)
          merge into part_counts c
            using (select among, tag, coalesce(n.parts, 0) - coalesce(a.delta, 0) as parts
                     from counted n full join added a using (among, tag)) d
            on (c.among, c.tag) = (d.among, d.tag)
            when matched then update set parts = d.parts
            when not matched then insert values (d.among, d.tag, d.parts)
            when not matched by source then delete;
        end $$;`);
  }
}
