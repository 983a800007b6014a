import type { MigrationInterface, QueryRunner } from 'typeorm';

/* A migration has words of its own; `part-statuses.int-spec` holds them against the contract's. */
const MOVES = `
  create table part_status_moves (
    from_status text not null,
    to_status text not null,
    primary key (from_status, to_status)
  );
  insert into part_status_moves values
    ('draft', 'scheduled'), ('draft', 'active'), ('draft', 'archived'),
    ('scheduled', 'draft'), ('scheduled', 'active'), ('scheduled', 'archived'),
    ('active', 'draft'), ('active', 'scheduled'), ('active', 'archived'), ('active', 'discontinued'),
    ('archived', 'draft'), ('archived', 'scheduled'), ('archived', 'active'), ('archived', 'discontinued'),
    ('discontinued', 'active'), ('discontinued', 'archived');
`;

const TRIGGERS = `
  create function part_moves() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      -- A process of the former release, beside this one, still plans a part as a draft with a time.
      if new.status = 'draft' and new.publish_at is not null then
        new.status := 'scheduled';
      end if;
      if tg_op = 'UPDATE' and new.status <> old.status
         and not exists (select from part_status_moves where from_status = old.status and to_status = new.status) then
        raise exception 'a part cannot go from % to %', old.status, new.status
          using errcode = 'check_violation', constraint = 'parts_status_move';
      end if;
      return new;
    end $$;
  create trigger part_moves_insert before insert on parts for each row
    when (new.publish_at is not null) execute function part_moves();
  create trigger part_moves_update before update of status, publish_at on parts for each row
    when (old.status <> new.status or new.publish_at is not null) execute function part_moves();
`;

/* Not looked at row by row here, as nobody could read parts meanwhile: 0141 does that. */
const WORDS = `
  alter table parts
    drop constraint parts_status_check,
    drop constraint parts_publish_drafts,
    add constraint parts_status check (status in ('draft', 'scheduled', 'active', 'archived', 'discontinued')) not valid,
    add constraint parts_scheduled check ((status = 'scheduled') = (publish_at is not null)) not valid;
`;

/*
 * `grouped` of staff's table: 7 scheduled and 8 discontinued, and 9 and 0 of these that are deleted. What is there keeps its
 * digit, so that no row is written.
 */
const KEPT = [1, 2, 3, 7, 8].join(', ');
const STATES = `(case p.status when 'active' then '{1,4}' when 'draft' then '{2,5}' when 'archived' then '{3,6}'
                   when 'scheduled' then '{7,9}' else '{8,0}' end)::integer[]`;

const refresh = (state: string): string => `
  create or replace function refresh_staff_listing(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    with described as (
      select p.id, k.tag * 10 + ${state} as grouped,
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

const counted = (kept: string): string => `
  create or replace function count_kept() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      if tg_op = 'INSERT' then
        insert into part_count_changes
          select 'kept', t, count(*) from changed, unnest(described) t where ${kept} group by t;
      elsif tg_op = 'DELETE' then
        insert into part_count_changes
          select 'kept', t, -count(*) from before, unnest(described) t where ${kept} group by t;
      else
        insert into part_count_changes
          select 'kept', t, sum(n) from (
            select t, 1 as n from changed, unnest(described) t where ${kept}
            union all select t, -1 from before, unnest(described) t where ${kept}) moved
          group by t having sum(n) <> 0;
      end if;
      if found then perform fold_part_counts(); end if;
      return null;
    end $$;
  create or replace function recount_parts() returns void
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform pg_advisory_xact_lock(hashtext('catalog.part_counts'));
      with counted as (
        select 'shown' as among, t as tag, count(*) as parts from part_listing, unnest(described) t where shown group by t
        union all
        select 'kept', t, count(*) from staff_listing, unnest(described) t where ${kept} group by t
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

const LISTED = `
  alter table staff_listing
    drop constraint staff_listing_grouped_check,
    add constraint staff_listing_grouped check (grouped / 10 in (3, 4)) not valid;
  ${refresh(`(${STATES})[case when p.deleted_at is null then 1 else 2 end]`)}
  ${counted(`grouped % 10 in (${KEPT})`)}
`;

/* What was planned says so in the new word, and so does the version that keeps it. */
const PLANNED = `
  update part_content_versions v set content_snapshot = v.content_snapshot || '{"status": "scheduled"}'
    from parts p where p.id = v.part_id and v.is_active and p.status = 'draft' and p.publish_at is not null;
  update parts set status = 'scheduled' where status = 'draft' and publish_at is not null;
`;

/** Five statuses, and the moves between them that the database lets happen (decision 0121). */
export class PartStatuses1700000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [MOVES, LISTED, WORDS, TRIGGERS, PLANNED]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger part_moves_update on parts;
      drop trigger part_moves_insert on parts;
      drop function part_moves();
      drop table part_status_moves;
      alter table parts drop constraint parts_scheduled, drop constraint parts_status;
      update parts set status = case status when 'scheduled' then 'draft' else 'archived' end
       where status in ('scheduled', 'discontinued');
      alter table parts
        add constraint parts_status_check check (status in ('active', 'draft', 'archived')),
        add constraint parts_publish_drafts check (publish_at is null or status = 'draft');`);
    await runner.query(
      refresh(`case p.status when 'active' then 1 when 'draft' then 2 else 3 end
        + case when p.deleted_at is null then 0 else 3 end`) + counted('grouped % 10 <= 3'),
    );
    await runner.query(`
      select refresh_staff_listing(array(select id from parts));
      alter table staff_listing drop constraint staff_listing_grouped,
        add constraint staff_listing_grouped_check check (grouped / 10 in (3, 4) and grouped % 10 between 1 and 6);`);
  }
}
