import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditTable } from '@tandem/persistence';

/*
 * An outside product is linked to at most one part, and a part to at most one product of a system. A link that staff
 * undid stays, so that the next run does not make it again.
 */
const TABLES = `
create table sources (
  source text primary key check (source in ('warehouse', 'g2a')),
  enabled boolean not null default false,
  enabled_at timestamptz(3) not null default clock_timestamp(),
  last_success_at timestamptz(3),
  stale_after_ms integer not null default 15000 check (stale_after_ms > 0),
  /* What was last announced: sync.stale or sync.recovered. */
  announced_stale boolean not null default false,
  version bigint not null default 0
);
insert into sources (source, stale_after_ms) values ('warehouse', 15000), ('g2a', 1800000);

create table product_links (
  id uuid primary key default gen_random_uuid(),
  system text not null check (system in ('warehouse', 'g2a')),
  external_id text not null check (char_length(external_id) between 1 and 100),
  part_id integer not null,
  sku text not null,
  linked_at timestamptz(3) not null default clock_timestamp(),
  linked_by uuid,
  unlinked_at timestamptz(3),
  unlinked_by uuid
);
create unique index product_links_external on product_links (system, external_id) where unlinked_at is null;
create unique index product_links_part on product_links (system, part_id) where unlinked_at is null;
create index product_links_undone on product_links (system, external_id) where unlinked_at is not null;
revoke delete, truncate on product_links from tandem_sync;
`;

const VIEW = `
create view source_health as
  select source, enabled, last_success_at, stale_after_ms,
         enabled and coalesce(last_success_at, enabled_at) < clock_timestamp() - stale_after_ms * interval '1 ms' as is_stale
    from sources;
grant usage on schema sync to tandem_catalog, tandem_inventory, tandem_orders, tandem_realtime;
grant select on source_health to tandem_catalog, tandem_inventory, tandem_orders, tandem_realtime;
`;

export class Outside1764200000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEW);
    await runner.query(auditTable('product_links'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view source_health; drop table product_links, sources');
  }
}
