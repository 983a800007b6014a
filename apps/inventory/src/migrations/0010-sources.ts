import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/* A part is counted by one outside system at most. Its name on the level itself costs the hot paths no look elsewhere. */
const LEVELS = `
alter table stock_levels drop constraint stock_levels_last_change_check;
alter table stock_levels add constraint stock_levels_last_change_check check (last_change in
  ('initial', 'set', 'adjusted', 'bulk', 'reservation_held', 'reservation_committed', 'reservation_released',
   'reservation_expired', 'order_returned', 'external'));
alter table stock_levels add column source text
  constraint stock_source_known check (source in ('warehouse', 'g2a'));
`;

const TABLES = `
create table stock_sources (
  part_id integer primary key references stock_levels (part_id),
  source text not null check (source in ('warehouse', 'g2a')),
  external_id text not null check (char_length(external_id) between 1 and 100),
  announced integer not null check (announced between 0 and 1000000000),
  /* The number of the last sale that the figure is without; 0 for G2A, which numbers none. */
  counted_through bigint not null default 0 check (counted_through >= 0),
  as_of timestamptz(3) not null,
  sequence bigint not null default 0,
  /* Staff said otherwise since: theirs holds until the next figure. */
  overridden boolean not null default false,
  applied_at timestamptz(3) not null default clock_timestamp()
);

create table sales (
  reference text primary key check (char_length(reference) <= 200),
  part_id integer not null references stock_levels (part_id),
  source text not null check (source in ('warehouse', 'g2a')),
  external_id text not null,
  order_id uuid not null references reservations (order_id),
  /* Negative for goods that came back. */
  quantity integer not null check (quantity <> 0),
  sold_at timestamptz(3) not null default clock_timestamp(),
  /* Open until a figure is without it; void when it will never leave the outside system. */
  state text not null default 'open' check (state in ('open', 'counted', 'void')),
  number bigint constraint sales_number_once unique check (number > 0),
  /* G2A: a purchase of this key was told of, and when it was made. */
  wanted boolean not null default false,
  bought_at timestamptz(3),
  constraint sales_numbered_for_the_warehouse check (number is null or source = 'warehouse'),
  constraint sales_bought_at_g2a check (source = 'g2a' or not wanted and bought_at is null and state <> 'void'),
  constraint sales_counted_by_number check (source <> 'warehouse' or state <> 'counted' or number is not null)
);
create index sales_open on sales (part_id) where state = 'open';
create index sales_without_number on sales (sold_at, reference) where number is null and source = 'warehouse';
create index sales_by_order on sales (order_id, part_id);

/* The last number that was given. Whoever gives numbers holds this row, so a number exists when all before it do. */
create table sale_numbers (
  only_one boolean primary key default true check (only_one),
  last bigint not null default 0
);
insert into sale_numbers default values;
`;

/*
 * What was sold stays as it was; what becomes of it goes one way. Staff who set the stock of a part that is counted outside
 * go before its last figure, whichever way they do it.
 */
const RULES = `
create function sale_goes_one_way() returns trigger language plpgsql as $$
begin
  if (new.reference, new.part_id, new.source, new.external_id, new.order_id, new.quantity, new.sold_at)
       is distinct from (old.reference, old.part_id, old.source, old.external_id, old.order_id, old.quantity, old.sold_at)
     or old.number is not null and new.number is distinct from old.number
     or old.state <> 'open' and new.state <> old.state and not (old.state = 'counted' and old.source = 'g2a') then
    raise exception 'sale % stays as it is', old.reference using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger sales_go_one_way before update on sales
  for each row execute function sale_goes_one_way();
create trigger sales_keep before delete or truncate on sales for each statement execute function refuse_change();
revoke delete, truncate on sales, sale_numbers from tandem_inventory;
revoke insert on sale_numbers from tandem_inventory;

create function staff_go_before_source() returns trigger
  language plpgsql set search_path = inventory, pg_temp as $$
begin
  update stock_sources set overridden = true where part_id = new.part_id;
  return null;
end $$;
create trigger stock_levels_overridden after update on stock_levels for each row
  when (new.source is not null and new.last_change in ('set', 'adjusted', 'bulk')
        and new.current_stock <> old.current_stock)
  execute function staff_go_before_source();
`;

const SHORTFALLS = `
create table shortfalls (
  id uuid primary key default gen_random_uuid(),
  part_id integer not null references stock_levels (part_id),
  source text not null check (source in ('warehouse', 'g2a')),
  announced integer not null check (announced >= 0),
  held integer not null check (held >= 0),
  missing integer not null check (missing >= 0),
  /* Accepted: staff know, and deal with the orders. It is over when nothing is missing. */
  state text not null default 'open' check (state in ('open', 'accepted', 'resolved')),
  resolution text check (resolution in ('covered', 'holds_released', 'accepted')),
  note text check (char_length(note) <= 500),
  /* How much was missing when staff accepted it: more is news. */
  accepted_missing integer,
  /* Pieces that the rule has freed. */
  released integer not null default 0 check (released >= 0),
  version integer not null default 1,
  opened_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  resolved_at timestamptz(3),
  resolved_by uuid,
  resolved_by_name text,
  constraint shortfalls_end check ((state = 'open') = (resolution is null) and (state = 'open') = (resolved_at is null)),
  constraint shortfalls_over check ((state = 'resolved') = (missing = 0))
);
create unique index shortfalls_one_a_part on shortfalls (part_id) where state <> 'resolved';
create index shortfalls_by_time on shortfalls (opened_at desc, id desc);
create index reservations_held_newest on reservations (created_at desc) where state = 'held';
revoke delete, truncate on shortfalls from tandem_inventory;
`;

/* Whoever shows the stock of a part to shoppers says when its source is not heard (decision 0078). */
const VIEW = `
create or replace view stock_public as
  select part_id, current_stock, current_stock - reserved_quantity as available_stock,
         current_stock > reserved_quantity as is_in_stock,
         current_stock - reserved_quantity <= min_stock_level as is_low_stock, version, updated_at, source
    from stock_levels;
`;

export class Sources1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEVELS);
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(SHORTFALLS);
    await runner.query(VIEW);
    await runner.query(auditTable('shortfalls'));
  }

  async down(): Promise<void> {
    throw new Error('What was sold is part of the books: it is not dropped.');
  }
}
