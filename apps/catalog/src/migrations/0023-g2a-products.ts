import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What G2A told last of each of its products, and whose a field of a part is that one of them is linked to. A field without
 * a row is G2A's. What staff released keeps its row, with who released it.
 */
const TABLES = `
  create table g2a_products (
    g2a_id text primary key check (char_length(g2a_id) between 1 and 100),
    part_id integer unique references parts (id) on delete restrict,
    version bigint not null check (version >= 1),
    available boolean not null,
    /* The values that were good enough for the shop; null until there were some. */
    offer jsonb,
    /* The addresses in it that were fetched: [{url, sha256}], where sha256 is null for one that gave no picture. */
    pictures jsonb not null default '[]' check (jsonb_typeof(pictures) = 'array'),
    /* Why the newest version was not taken; a code. */
    refused text,
    updated_at timestamptz(3) not null default clock_timestamp()
  );
  create index g2a_products_refused on g2a_products (updated_at desc) where refused is not null;

  create table part_field_owners (
    part_id integer not null references parts (id) on delete cascade,
    field text not null check (field in ('part_name', 'description', 'category_id', 'price', 'specifications', 'images',
      'genre_ids', 'platform_ids', 'region', 'publisher', 'developer', 'release_date')),
    owner text not null check (owner in ('staff', 'g2a')),
    since timestamptz(3) not null default clock_timestamp(),
    by uuid,
    by_name text,
    primary key (part_id, field)
  );
`;

export class G2aProducts1700000000043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(auditTable('part_field_owners', { idColumn: 'part_id' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table part_field_owners, g2a_products');
  }
}
