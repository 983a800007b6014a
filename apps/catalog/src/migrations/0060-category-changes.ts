import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two of one name side by side can't be told apart: the later one is numbered. */
const NAMES = `
  update categories k set name = left(k.name, 90) || ' (' || d.n || ')'
    from (select id, row_number() over (partition by parent_id, lower(name) order by created_at, id) as n from categories) d
    where d.id = k.id and d.n > 1;
  create unique index categories_name_of_siblings on categories (parent_id, lower(name)) nulls not distinct;
`;

/*
 * A category is closed in many short transactions. From the first one on it counts as the one that its parts go to, and
 * takes no part any more: else it would never be empty.
 */
const CLOSING = `
  alter table categories
    add column closing boolean not null default false,
    add column closes_into uuid references categories (id) on delete restrict,
    add constraint categories_closes_into check (closes_into is null or (closing and closes_into <> id));
  create index categories_closes_into_key on categories (closes_into) where closes_into is not null;

  create function refuse_closing_category() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      if exists (select from categories k where k.id = new.category_id and k.closing) then
        raise check_violation using constraint = 'parts_category_open', table = 'parts',
          message = 'the category is being closed';
      end if;
      return new;
    end $$;
  create trigger parts_category_open_insert before insert on parts for each row
    when (new.category_id is not null) execute function refuse_closing_category();
  create trigger parts_category_open_update before update on parts for each row
    when (new.category_id is distinct from old.category_id and new.category_id is not null)
    execute function refuse_closing_category();
`;

/* What the parts of a category still have to follow: a row lasts as long as the work. */
const CHANGES = `
  create table category_changes (
    category_id uuid primary key references categories (id) on delete cascade,
    kind text not null check (kind in ('rename', 'close')),
    total integer not null check (total >= 0),
    done integer not null default 0 check (done >= 0),
    /* The last part that shows the new name; where a category closes, the parts leave it. */
    after_part integer not null default 0,
    started_by uuid,
    started_by_name text,
    started_at timestamptz(3) not null default clock_timestamp()
  );
`;

const REDIRECTS = `
  create table category_redirects (
    slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name text not null check (char_length(name) between 1 and 100),
    /* Of a category that is gone. */
    old_id uuid,
    category_id uuid not null references categories (id) on delete cascade,
    created_at timestamptz(3) not null default clock_timestamp()
  );
  create index category_redirects_category on category_redirects (category_id);
  create index category_redirects_old on category_redirects (old_id) where old_id is not null;

  create function category_by_slug(wanted text) returns uuid language sql stable return coalesce(
    (select coalesce(k.closes_into, k.id) from categories k where k.slug = wanted),
    (select coalesce(k.closes_into, k.id) from category_redirects r join categories k on k.id = r.category_id
      where r.slug = wanted));
  create function category_by_id(wanted uuid) returns uuid language sql stable return coalesce(
    (select coalesce(k.closes_into, k.id) from categories k where k.id = wanted),
    (select coalesce(k.closes_into, k.id) from category_redirects r join categories k on k.id = r.category_id
      where r.old_id = wanted limit 1));
`;

/* A name that all parts of a category are found by reaches their search documents batch by batch. */
const SEARCH = `
  drop trigger part_search_update on categories;
  drop function part_search_on_categories();
`;

const SEARCH_BACK = `
  create function part_search_on_categories() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_part_search((select array_agg(p.id) from parts p join changed c on p.category_id = c.id));
      return null;
    end $$;
  create trigger part_search_update after update on categories
    referencing new table as changed for each statement execute function part_search_on_categories();
`;

export class CategoryChanges1700000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [NAMES, CLOSING, CHANGES, REDIRECTS, SEARCH]) await runner.query(sql);
    const steered = { idColumn: 'category_id', updatesOf: ['kind', 'total', 'started_by'] };
    await runner.query(auditTable('category_changes', steered));
    await runner.query(auditTable('category_redirects', { idColumn: 'slug' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${SEARCH_BACK}
      drop function category_by_slug(text), category_by_id(uuid);
      drop table category_redirects, category_changes;
      drop trigger parts_category_open_insert on parts;
      drop trigger parts_category_open_update on parts;
      drop function refuse_closing_category();
      alter table categories drop column closes_into, drop column closing;
      drop index categories_name_of_siblings;
    `);
  }
}
