import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * How many parts a category, genre, platform or kind has, by its number. A change of parts adds rows of its own and waits for
 * nobody; whoever reads adds them up, so that a count is never behind. `shown`: to shoppers; `kept`: all but deleted ones.
 */
const COUNTS = `
  create table part_counts (
    among text not null check (among in ('shown', 'kept')),
    tag integer not null,
    parts bigint not null,
    primary key (among, tag)
  );
  create table part_count_changes (among text not null, tag integer not null, delta bigint not null)
    with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0);
  create sequence part_count_statements;
`;

/*
 * One in so many statements puts the rows together, so that few are left to add up. Who finds that another one does so
 * leaves it to them: nobody waits. What others have not committed stays for the next time.
 */
const FOLDED = `
  create function fold_part_counts() returns void
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      if nextval('part_count_statements') % 200 <> 0 or not pg_try_advisory_xact_lock(hashtext('catalog.part_counts')) then
        return;
      end if;
      with folded as (delete from part_count_changes returning among, tag, delta)
      insert into part_counts as c (among, tag, parts)
        select among, tag, sum(delta) from folded group by among, tag having sum(delta) <> 0
        on conflict (among, tag) do update set parts = c.parts + excluded.parts;
    end $$;
`;

const KEPT = `
  create function count_listed() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      insert into part_count_changes select 'shown', t, count(*) from changed, unnest(described) t where shown group by t;
      if found then perform fold_part_counts(); end if;
      return null;
    end $$;
  create function count_unlisted() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      insert into part_count_changes select 'shown', t, -count(*) from before, unnest(described) t where shown group by t;
      if found then perform fold_part_counts(); end if;
      return null;
    end $$;
  create function count_relisted() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      insert into part_count_changes
        select 'shown', t, sum(n) from (
          select t, 1 as n from changed, unnest(described) t where shown
          union all select t, -1 from before, unnest(described) t where shown) moved
        group by t having sum(n) <> 0;
      if found then perform fold_part_counts(); end if;
      return null;
    end $$;
  create trigger part_counts_insert after insert on part_listing
    referencing new table as changed for each statement execute function count_listed();
  create trigger part_counts_delete after delete on part_listing
    referencing old table as before for each statement execute function count_unlisted();
  create trigger part_counts_update after update on part_listing
    referencing old table as before new table as changed for each statement execute function count_relisted();
`;

/* Counts all anew beside writers. Nobody folds meanwhile, and what is added by others is in neither of the two sums. */
const RECOUNT = `
  create function recount_parts() returns void
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
    end $$;
  select recount_parts();
`;

export class PartCounts1700000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // From the triggers on nobody changes the listing until all is counted.
    for (const sql of [COUNTS, FOLDED, KEPT, RECOUNT]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger part_counts_update on part_listing;
      drop trigger part_counts_delete on part_listing;
      drop trigger part_counts_insert on part_listing;
      drop function recount_parts(), count_relisted(), count_unlisted(), count_listed(), fold_part_counts();
      drop sequence part_count_statements;
      drop table part_count_changes, part_counts;`);
  }
}
