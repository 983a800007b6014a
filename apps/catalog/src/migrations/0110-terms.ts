import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/* One row each of categories, genres and platforms: who changes them holds it, so that their changes come one after another. */
const VERSIONS = `
  create table taxonomy_versions (
    taxonomy text primary key check (taxonomy in ('categories', 'genres', 'platforms')),
    version integer not null default 0 check (version >= 0)
  );
  insert into taxonomy_versions (taxonomy) values ('categories'), ('genres'), ('platforms');
`;

const terms = (of: 'genre' | 'platform'): string => `
  alter table ${of}s
    add column version integer not null default 1,
    add column updated_at timestamptz(3) not null default clock_timestamp(),
    add column closing boolean not null default false,
    add column closes_into uuid references ${of}s (id) on delete restrict,
    add constraint ${of}s_closes_into check (closes_into is null or (closing and closes_into <> id));
  create index ${of}s_closes_into_key on ${of}s (closes_into) where closes_into is not null;
  /* Two of one name can't be told apart: the later one is numbered. */
  update ${of}s t set name = left(t.name, 90) || ' (' || d.n || ')'
    from (select id, row_number() over (partition by lower(name) order by slug, id) as n from ${of}s) d
    where d.id = t.id and d.n > 1;
  create unique index ${of}s_name on ${of}s (lower(name));

  /* What games still have to follow: a row lasts as long as the work. */
  create table ${of}_changes (
    ${of}_id uuid primary key references ${of}s (id) on delete cascade,
    kind text not null check (kind in ('rename', 'close')),
    total integer not null check (total >= 0),
    done integer not null default 0 check (done >= 0),
    after_part integer not null default 0,
    started_by uuid,
    started_by_name text,
    started_at timestamptz(3) not null default clock_timestamp()
  );

  create table ${of}_redirects (
    slug text primary key,
    name text not null,
    /* Of one that is gone. */
    old_id uuid,
    /* Null: staff took it off the games, and G2A does not bring it back. */
    ${of}_id uuid references ${of}s (id) on delete cascade,
    created_at timestamptz(3) not null default clock_timestamp()
  );
  create index ${of}_redirects_${of} on ${of}_redirects (${of}_id);
  create index ${of}_redirects_old on ${of}_redirects (old_id) where old_id is not null;

  create function ${of}_by_slug(wanted text) returns uuid language sql stable return coalesce(
    (select t.id from ${of}s t where t.slug = wanted),
    (select r.${of}_id from ${of}_redirects r where r.slug = wanted));
  create function ${of}_by_id(wanted uuid) returns uuid language sql stable return coalesce(
    (select t.id from ${of}s t where t.id = wanted),
    (select r.${of}_id from ${of}_redirects r where r.old_id = wanted and r.${of}_id is not null limit 1));

  /* One that closes takes no game any more, or it would never be empty. */
  create function refuse_closing_${of}() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      if exists (select from ${of}s t where t.id = new.${of}_id and t.closing)
        and not exists (select from part_${of}s l where (l.part_id, l.${of}_id) = (new.part_id, new.${of}_id)) then
        raise check_violation using constraint = 'part_${of}s_open', table = 'part_${of}s',
          message = 'the ${of} is being closed';
      end if;
      return new;
    end $$;
  create trigger part_${of}s_open before insert on part_${of}s for each row execute function refuse_closing_${of}();
`;

const termsBack = (of: 'genre' | 'platform'): string => `
  drop trigger part_${of}s_open on part_${of}s;
  drop function refuse_closing_${of}(), ${of}_by_slug(text), ${of}_by_id(uuid);
  drop table ${of}_redirects, ${of}_changes;
  drop index ${of}s_name;
  alter table ${of}s drop column closes_into, drop column closing, drop column updated_at, drop column version;
`;

export class Terms1700000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VERSIONS);
    for (const kind of ['genre', 'platform'] as const) {
      await runner.query(terms(kind));
      await runner.query(auditTable(`${kind}s`, {}));
      const steered = { idColumn: `${kind}_id`, updatesOf: ['kind', 'total', 'started_by'] };
      await runner.query(auditTable(`${kind}_changes`, steered));
      await runner.query(auditTable(`${kind}_redirects`, { idColumn: 'slug' }));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const kind of ['platform', 'genre'] as const) {
      await runner.query(termsBack(kind));
      await runner.query(`drop trigger audit_changes on ${kind}s`);
    }
    await runner.query('drop table taxonomy_versions');
  }
}
