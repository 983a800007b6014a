import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table stock_levels (
  part_id integer primary key references catalog.parts (id),
  current_stock integer not null default 0,
  reserved_quantity integer not null default 0,
  min_stock_level integer not null default 0,
  version bigint not null default 0,
  last_change text not null default 'initial' check (last_change in
    ('initial', 'set', 'adjusted', 'bulk', 'reservation_held', 'reservation_committed', 'reservation_released', 'reservation_expired')),
  last_reason text check (char_length(last_reason) <= 500),
  last_reference text check (char_length(last_reference) <= 200),
  last_updated_by uuid,
  last_updated_by_name text,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  constraint stock_reserved_within_current check (0 <= reserved_quantity and reserved_quantity <= current_stock),
  constraint stock_current_bounds check (current_stock <= 1000000000),
  constraint stock_min_level_bounds check (min_stock_level between 0 and 1000000000),
  constraint stock_version_zero_means_untouched check
    (version > 0 or (version = 0 and current_stock = 0 and reserved_quantity = 0 and min_stock_level = 0))
);

create index stock_levels_low on stock_levels (part_id)
  where current_stock - reserved_quantity <= min_stock_level;

create table stock_movements (
  id bigint generated always as identity primary key,
  part_id integer not null references stock_levels (part_id),
  delta integer not null check (delta <> 0),
  resulting_stock integer not null check (resulting_stock >= 0),
  kind text not null,
  reason text,
  reference text,
  actor uuid,
  actor_name text,
  created_at timestamptz(3) not null
);

create index stock_movements_by_part on stock_movements (part_id, id desc);
`;

/*
 * Version, time and ledger are kept by triggers, so they hold for every write, hand-made ones included:
 *  - each change of a row moves its version up by exactly one and its time never backwards;
 *  - each change of current_stock leaves one movement, so the sum of a part's movements is its stock.
 * The ledger function runs as the owner: the service's role has no right to write movements itself.
 */
const RULES = `
create function advance_stock_version() returns trigger language plpgsql as $$
begin
  if new.part_id <> old.part_id then
    raise exception 'a stock level never moves to another part' using errcode = 'integrity_constraint_violation';
  end if;
  new.version := old.version + 1;
  new.created_at := old.created_at;
  new.updated_at := greatest(clock_timestamp(), old.updated_at);
  return new;
end $$;

create trigger stock_levels_advance before update on stock_levels
  for each row execute function advance_stock_version();

create function record_stock_movement() returns trigger
  language plpgsql security definer set search_path = inventory, pg_temp as $$
declare
  moved integer := new.current_stock - case when tg_op = 'UPDATE' then old.current_stock else 0 end;
begin
  if moved <> 0 then
    insert into stock_movements (part_id, delta, resulting_stock, kind, reason, reference, actor, actor_name, created_at)
    values (new.part_id, moved, new.current_stock, new.last_change, new.last_reason, new.last_reference,
            new.last_updated_by, new.last_updated_by_name, new.updated_at);
  end if;
  return null;
end $$;

create trigger stock_levels_ledger after insert or update on stock_levels
  for each row execute function record_stock_movement();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is not allowed: its rows are kept as they are', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;

create trigger stock_movements_append_only before update or delete or truncate on stock_movements
  for each statement execute function refuse_change();
create trigger stock_levels_keep before delete or truncate on stock_levels
  for each statement execute function refuse_change();

revoke insert, update, delete, truncate on stock_movements from tandem_inventory;
revoke delete, truncate on stock_levels from tandem_inventory;
`;

const PUBLISHED_VIEWS = `
create view stock_public as
  select part_id, current_stock, current_stock - reserved_quantity as available_stock,
         current_stock > reserved_quantity as is_in_stock,
         current_stock - reserved_quantity <= min_stock_level as is_low_stock,
         version, updated_at
  from stock_levels;

create view stock_staff as
  select part_id, current_stock, reserved_quantity, min_stock_level,
         current_stock - reserved_quantity as available_stock,
         current_stock > reserved_quantity as is_in_stock,
         current_stock - reserved_quantity <= min_stock_level as is_low_stock,
         version, last_updated_by, last_updated_by_name, updated_at
  from stock_levels;

grant usage on schema inventory to tandem_catalog;
grant select on stock_public, stock_staff to tandem_catalog;
`;

export class Stock1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(PUBLISHED_VIEWS);
    await runner.query(auditTable('stock_levels', { idColumn: 'part_id' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view stock_staff, stock_public;
      drop table stock_movements, stock_levels;
      drop function refuse_change, record_stock_movement, advance_stock_version;
    `);
  }
}
