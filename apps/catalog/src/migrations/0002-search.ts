import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One search document a part, rebuilt by triggers in the transaction of the change, so that a search is right at once.
 * It lives beside `parts` and not in it: rebuilding it is no change of the part and must not reach the audit log.
 */
const DOCUMENT = `
  create extension if not exists pg_trgm with schema public;

  create table part_search (
    part_id integer primary key references parts (id) on delete cascade,
    document tsvector not null,
    fuzzy text not null
  );
  create index part_search_document on part_search using gin (document);
  create index part_search_fuzzy on part_search using gin (fuzzy public.gin_trgm_ops);

  create function refresh_part_search(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    insert into part_search (part_id, document, fuzzy)
    select p.id,
      setweight(to_tsvector('english', p.part_name), 'A')
        || setweight(to_tsvector('simple', p.part_name || ' ' || p.sku || ' ' || regexp_replace(p.sku, '[^A-Za-z0-9]+', ' ', 'g')), 'A')
        || setweight(to_tsvector('english', s.words), 'B')
        || setweight(to_tsvector('simple', s.words), 'B')
        || setweight(to_tsvector('simple', c.words), 'C')
        || setweight(to_tsvector('english', d.words), 'D')
        || setweight(to_tsvector('simple', d.words), 'D'),
      lower(p.part_name || ' ' || p.sku || ' ' || c.words || ' ' || s.words || ' ' || left(d.words, 2000))
    from parts p
    cross join lateral (
      select coalesce(string_agg(x.name || ' ' || x.value || coalesce(' ' || x.unit, ''), ' ' order by x.position), '') as words
      from part_specifications x where x.part_id = p.id
    ) s
    cross join lateral (
      select concat_ws(' ', p.publisher, p.developer, p.region, (select k.name from categories k where k.id = p.category_id)) as words
    ) c
    cross join lateral (select left(regexp_replace(p.description, '<[^>]*>', ' ', 'g'), 20000) as words) d
    where p.id = any (ids)
    on conflict (part_id) do update set document = excluded.document, fuzzy = excluded.fuzzy;
  $$;

  create function part_search_on_parts() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_part_search((select array_agg(id) from changed));
      return null;
    end $$;
  create function part_search_on_children() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_part_search((select array_agg(distinct part_id) from changed));
      return null;
    end $$;
  create function part_search_on_categories() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_part_search((select array_agg(p.id) from parts p join changed c on p.category_id = c.id));
      return null;
    end $$;

  create trigger part_search_insert after insert on parts
    referencing new table as changed for each statement execute function part_search_on_parts();
  create trigger part_search_update after update on parts
    referencing new table as changed for each statement execute function part_search_on_parts();
  create trigger part_search_insert after insert on part_specifications
    referencing new table as changed for each statement execute function part_search_on_children();
  create trigger part_search_update after update on part_specifications
    referencing new table as changed for each statement execute function part_search_on_children();
  create trigger part_search_delete after delete on part_specifications
    referencing old table as changed for each statement execute function part_search_on_children();
  create trigger part_search_update after update on categories
    referencing new table as changed for each statement execute function part_search_on_categories();
`;

export class Search1700000000002 implements MigrationInterface {
  name = 'Search1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DOCUMENT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger part_search_update on categories;
      drop trigger part_search_insert on part_specifications;
      drop trigger part_search_update on part_specifications;
      drop trigger part_search_delete on part_specifications;
      drop trigger part_search_insert on parts;
      drop trigger part_search_update on parts;
      drop function part_search_on_parts(), part_search_on_children(), part_search_on_categories(), refresh_part_search(integer[]);
      drop table part_search;
    `);
  }
}
