import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table reservations (
  id uuid primary key,
  order_id uuid not null,
  state text not null default 'held' check (state in ('held', 'committed', 'released', 'expired')),
  version integer not null default 1,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  constraint reservations_one_per_order unique (order_id)
);

create index reservations_expiring on reservations (expires_at) where state = 'held';

create table reservation_lines (
  reservation_id uuid not null references reservations (id),
  part_id integer not null references stock_levels (part_id),
  quantity integer not null check (quantity > 0),
  primary key (reservation_id, part_id)
);

create index reservation_lines_by_part on reservation_lines (part_id);
`;

/* A reservation leaves 'held' once and for good, whoever writes; what was promised in it never changes. */
const RULES = `
create function settle_reservation_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'held' or new.id <> old.id or new.order_id <> old.order_id then
    raise exception 'reservation of order % is % and stays so', old.order_id, old.state
      using errcode = 'integrity_constraint_violation';
  end if;
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end $$;

create trigger reservations_settle_once before update on reservations
  for each row execute function settle_reservation_once();
create trigger reservations_keep before delete or truncate on reservations
  for each statement execute function refuse_change();
create trigger reservation_lines_append_only before update or delete or truncate on reservation_lines
  for each statement execute function refuse_change();
`;

export class Reservations1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(auditTable('reservations', { idColumn: 'id' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table reservation_lines, reservations;
      drop function settle_reservation_once;
    `);
  }
}
