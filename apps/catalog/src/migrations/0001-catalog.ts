import { auditTable } from '@tandem/persistence';
import { inboxSql, outboxSql } from '@tandem/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TAXONOMY = `
  create table categories (
    id uuid primary key,
    parent_id uuid references categories (id) on delete restrict,
    slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name text not null check (char_length(name) between 1 and 100),
    position integer not null default 0,
    version integer not null default 1,
    created_at timestamptz(3) not null default clock_timestamp(),
    updated_at timestamptz(3) not null default clock_timestamp(),
    check (parent_id is distinct from id)
  );
  create index categories_parent on categories (parent_id);

  create table genres (
    id uuid primary key,
    slug text not null unique,
    name text not null
  );
  create table platforms (
    id uuid primary key,
    slug text not null unique,
    name text not null
  );
`;

const PARTS = `
  -- ISO 4217 minor units of the currencies that do not have two.
  create function currency_exponent(currency text) returns integer
    language sql immutable parallel safe return
      case
        when currency in ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF') then 0
        when currency in ('BHD','IQD','JOD','KWD','LYD','OMR','TND') then 3
        when currency in ('CLF','UYW') then 4
        else 2
      end;

  create table parts (
    id integer generated always as identity primary key,
    kind text not null check (kind in ('physical', 'game')),
    sku text not null check (sku ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$'),
    slug text not null,
    part_name text not null check (char_length(part_name) between 1 and 200),
    description text not null default '' check (char_length(description) <= 50000),
    category_id uuid references categories (id) on delete restrict,
    price_minor bigint not null check (price_minor >= 0),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    price_amount numeric generated always as
      (price_minor / power(10::numeric, currency_exponent(currency))) stored,
    status text not null default 'active' check (status in ('active', 'draft', 'archived')),
    region text,
    publisher text,
    developer text,
    release_date date,
    version integer not null default 1 check (version >= 1),
    updated_by uuid,
    updated_by_name text,
    created_at timestamptz(3) not null default clock_timestamp(),
    updated_at timestamptz(3) not null default clock_timestamp(),
    deleted_at timestamptz(3),
    constraint parts_game_attributes check (
      kind = 'game' or (region is null and publisher is null and developer is null and release_date is null)
    )
  );
  create unique index parts_sku_live on parts (lower(sku)) where deleted_at is null;
  create index parts_sku_prefix on parts (lower(sku) text_pattern_ops);
  create index parts_category on parts (category_id, id desc);
  create index parts_newest on parts (id desc) where status = 'active' and deleted_at is null;
  create index parts_name on parts (lower(part_name), id) where status = 'active' and deleted_at is null;
  create index parts_price on parts (price_amount, id) where status = 'active' and deleted_at is null;
  create index parts_kind on parts (kind, id desc) where status = 'active' and deleted_at is null;

  create table part_specifications (
    part_id integer not null references parts (id) on delete cascade,
    position smallint not null check (position >= 0),
    name text not null check (char_length(name) between 1 and 100),
    value text not null check (char_length(value) between 1 and 500),
    unit text check (char_length(unit) between 1 and 32),
    "group" text check (char_length("group") between 1 and 100),
    primary key (part_id, position)
  );

  create table part_genres (
    part_id integer not null references parts (id) on delete cascade,
    genre_id uuid not null references genres (id) on delete restrict,
    primary key (part_id, genre_id)
  );
  create index part_genres_genre on part_genres (genre_id, part_id);
  create table part_platforms (
    part_id integer not null references parts (id) on delete cascade,
    platform_id uuid not null references platforms (id) on delete restrict,
    primary key (part_id, platform_id)
  );
  create index part_platforms_platform on part_platforms (platform_id, part_id);
`;

const IMAGES = `
  -- Kept in the database so that an image and the part showing it commit together (decision 0006).
  create table image_blobs (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    created_at timestamptz(3) not null default clock_timestamp()
  );
  create table image_renditions (
    sha256 text not null references image_blobs (sha256) on delete cascade,
    width integer not null check (width > 0),
    bytes bytea not null,
    primary key (sha256, width)
  );
  alter table image_renditions alter column bytes set storage external;

  create table part_images (
    id uuid primary key,
    part_id integer not null references parts (id) on delete cascade,
    sha256 text not null references image_blobs (sha256) on delete restrict,
    alt text not null default '' check (char_length(alt) <= 300),
    position smallint not null check (position >= 0),
    created_at timestamptz(3) not null default clock_timestamp(),
    constraint part_images_position unique (part_id, position) deferrable initially deferred
  );
  create index part_images_blob on part_images (sha256);
`;

const VERSIONS = `
  create table part_content_versions (
    id uuid primary key,
    part_id integer not null references parts (id) on delete cascade,
    version_number integer not null check (version_number >= 1),
    content_snapshot jsonb not null,
    change_summary text check (char_length(change_summary) <= 500),
    event_type text not null,
    changed text[] not null default '{}',
    created_by uuid,
    created_by_name text,
    created_at timestamptz(3) not null default clock_timestamp(),
    is_active boolean not null default true,
    constraint part_content_versions_number unique (part_id, version_number)
  );
  create unique index part_content_versions_active on part_content_versions (part_id) where is_active;
`;

/** The read view that other services may use: which parts exist. */
const PUBLISHED = `
  create view part_refs as select id, sku, kind, status, deleted_at from parts;
  grant usage on schema catalog to tandem_inventory;
  grant select on part_refs to tandem_inventory;
`;

const AUDITED: [string, { idColumn?: string; redact?: string[] }][] = [
  ['parts', {}],
  ['part_specifications', { idColumn: 'part_id' }],
  ['part_images', {}],
  ['part_genres', { idColumn: 'part_id' }],
  ['part_platforms', { idColumn: 'part_id' }],
  ['part_content_versions', { redact: ['content_snapshot'] }],
  ['categories', {}],
];

export class Catalog1700000000001 implements MigrationInterface {
  name = 'Catalog1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TAXONOMY, PARTS, IMAGES, VERSIONS, PUBLISHED]) await runner.query(sql);
    for (const [table, options] of AUDITED) await runner.query(auditTable(table, options));
    await runner.query(outboxSql('catalog'));
    await runner.query(inboxSql('catalog'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view part_refs;
      drop table inbox, dead_letters, outbox, part_content_versions, part_images, image_renditions, image_blobs,
        part_platforms, part_genres, part_specifications, parts, platforms, genres, categories cascade;
      drop function currency_exponent(text);
    `);
  }
}
