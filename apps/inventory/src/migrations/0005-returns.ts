import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * One movement of a part may stand for several orders that were committed together: its reference is then the batch,
 * and the batch is written on each of its reservations.
 */
const BATCHES = `
alter table reservations add column settled_in uuid;
create index reservations_by_batch on reservations (settled_in) where settled_in is not null;
`;

const RETURNS = `
alter table stock_levels drop constraint stock_levels_last_change_check;
alter table stock_levels add constraint stock_levels_last_change_check check (last_change in
  ('initial', 'set', 'adjusted', 'bulk', 'reservation_held', 'reservation_committed', 'reservation_released',
   'reservation_expired', 'order_returned'));

alter table reservation_lines add column returned_quantity integer not null default 0
  constraint returned_within_committed check (returned_quantity between 0 and quantity);

create table stock_returns (
  id uuid primary key,
  order_id uuid not null references reservations (order_id),
  created_at timestamptz(3) not null default clock_timestamp()
);
create index stock_returns_by_order on stock_returns (order_id);

create table stock_return_lines (
  return_id uuid not null references stock_returns (id),
  part_id integer not null references stock_levels (part_id),
  quantity integer not null check (quantity > 0),
  primary key (return_id, part_id)
);
`;

/*
 * A line that comes back is counted on the line that was committed, whose CHECK forbids too much: two returns of one
 * order meet on that row. Apart from this count, what was promised still never changes.
 */
const RULES = `
create function count_returned() returns trigger
  language plpgsql set search_path = inventory, pg_temp as $$
begin
  update reservation_lines l set returned_quantity = l.returned_quantity + new.quantity
    from stock_returns r join reservations v on v.order_id = r.order_id
   where r.id = new.return_id and v.state = 'committed'
     and l.reservation_id = v.id and l.part_id = new.part_id;
  if not found then
    raise exception 'part % was not sold in the order of return %', new.part_id, new.return_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger stock_return_lines_count after insert on stock_return_lines
  for each row execute function count_returned();
create trigger stock_returns_append_only before update or delete or truncate on stock_returns
  for each statement execute function refuse_change();
create trigger stock_return_lines_append_only before update or delete or truncate on stock_return_lines
  for each statement execute function refuse_change();

drop trigger reservation_lines_append_only on reservation_lines;
create trigger reservation_lines_append_only before delete or truncate on reservation_lines
  for each statement execute function refuse_change();
create trigger reservation_lines_promise_stays
  before update of reservation_id, part_id, quantity on reservation_lines
  for each statement execute function refuse_change();

create function only_count_up_returned() returns trigger language plpgsql as $$
begin
  if new.returned_quantity <= old.returned_quantity then
    raise exception 'what came back of part % stays so', old.part_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger reservation_lines_returned before update on reservation_lines
  for each row execute function only_count_up_returned();
`;

export class Returns1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BATCHES);
    await runner.query(RETURNS);
    await runner.query(RULES);
    await runner.query(auditTable('stock_returns'));
  }

  async down(): Promise<void> {
    throw new Error('What came back to the shelf is part of the books: it is not dropped.');
  }
}
