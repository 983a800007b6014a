import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table orders (
  id uuid primary key,
  number bigint generated always as identity,
  user_id uuid not null,
  idempotency_key text not null check (char_length(idempotency_key) between 1 and 200),
  payment_method text not null check (payment_method in ('balance', 'g2a_pay')),
  status text not null default 'created',
  reason text check (char_length(reason) <= 100),
  version integer not null default 1,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  refunded_minor bigint not null default 0,
  -- What the saga does next; null: nothing, until somebody acts. When nobody has done it by then, any instance takes over.
  next_step text check (next_step in ('reserve', 'pay', 'await_payment', 'commit', 'release')),
  due_at timestamptz(3),
  attempts integer not null default 0,
  give_up_at timestamptz(3) not null,
  -- What the shopper was told when it failed: which lines were short, how much money was missing.
  failure jsonb,
  correlation_id text,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  paid_at timestamptz(3),
  constraint orders_number unique (number),
  constraint orders_idempotency_key unique (user_id, idempotency_key),
  constraint orders_status check (status in ('created', 'awaiting_payment', 'paid', 'fulfilment_requested', 'completed',
    'failed', 'cancelled', 'refunded')),
  constraint orders_refund_within_total check (0 <= refunded_minor and refunded_minor <= total_minor),
  constraint orders_step_has_time check ((next_step is null) = (due_at is null)),
  -- So a step names itself alone: with the status in its condition, the index by status would be taken for it, which is
  -- full of orders that were in it a moment ago.
  constraint orders_step_of_status check (case when next_step in ('reserve', 'pay') then status = 'created'
    when next_step = 'await_payment' then status = 'awaiting_payment' else true end)
);

create index orders_due on orders (due_at) where due_at is not null;
create index orders_by_user on orders (user_id, number desc);
create index orders_by_status on orders (status, number desc);

create table order_lines (
  order_id uuid not null references orders (id),
  part_id integer not null references catalog.parts (id),
  kind text not null check (kind in ('physical', 'game')),
  sku text not null,
  part_name text not null,
  quantity integer not null check (quantity between 1 and 1000000),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  primary key (order_id, part_id)
);

create table order_history (
  order_id uuid not null references orders (id),
  version integer not null,
  from_status text,
  to_status text not null,
  reason text,
  actor uuid,
  at timestamptz(3) not null default clock_timestamp(),
  primary key (order_id, version)
);

create table order_steps (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders (id),
  step text not null,
  outcome text not null check (outcome in ('done', 'refused', 'retry', 'compensated')),
  detail jsonb,
  at timestamptz(3) not null default clock_timestamp()
);

create index order_steps_by_order on order_steps (order_id, id);
`;

/*
 * Kept by the database, whoever writes: only legal moves between states, each with its line in the history; a version that
 * counts every change; lines that add up to the total and never change.
 */
const RULES = `
create function order_move_is_legal(a text, b text) returns boolean language sql immutable as $$
  select case a
    when 'created' then b in ('awaiting_payment', 'paid', 'failed', 'cancelled')
    when 'awaiting_payment' then b in ('paid', 'failed', 'cancelled')
    when 'paid' then b in ('fulfilment_requested', 'cancelled', 'refunded')
    when 'fulfilment_requested' then b in ('completed', 'refunded')
    when 'completed' then b = 'refunded'
    else false end
$$;

create function advance_order() returns trigger language plpgsql set search_path = orders, pg_temp as $$
begin
  if new.id <> old.id or new.user_id <> old.user_id or new.total_minor <> old.total_minor or new.currency <> old.currency
     or new.payment_method <> old.payment_method or new.idempotency_key <> old.idempotency_key
     or new.refunded_minor < old.refunded_minor then
    raise exception 'what was ordered stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if new.status <> old.status and not order_move_is_legal(old.status, new.status) then
    raise exception 'an order that is % can not become %', old.status, new.status
      using errcode = 'integrity_constraint_violation', constraint = 'orders_legal_move';
  end if;
  if new.status <> old.status or new.refunded_minor <> old.refunded_minor then
    new.version := old.version + 1;
    new.updated_at := greatest(clock_timestamp(), old.updated_at);
    if new.status = 'paid' and old.status <> 'paid' then new.paid_at := new.updated_at; end if;
  else
    new.version := old.version;
  end if;
  return new;
end $$;

create trigger orders_advance before update on orders for each row execute function advance_order();

create function record_order_history() returns trigger
  language plpgsql security definer set search_path = orders, pg_temp as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status then
    insert into order_history (order_id, version, from_status, to_status, reason, actor, at)
    values (new.id, new.version, case when tg_op = 'UPDATE' then old.status end, new.status, new.reason,
            nullif(current_setting('tandem.user_id', true), '')::uuid, new.updated_at);
  end if;
  return null;
end $$;

create trigger orders_history after insert or update of status on orders
  for each row execute function record_order_history();

create function order_lines_add_up() returns trigger
  language plpgsql security definer set search_path = orders, pg_temp as $$
begin
  if new.total_minor is distinct from
     (select sum(l.quantity * l.unit_price_minor) from order_lines l where l.order_id = new.id) then
    raise exception 'the lines of order % do not add up to its total', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create constraint trigger orders_add_up after insert on orders
  deferrable initially deferred for each row execute function order_lines_add_up();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is not allowed: its rows are kept as they are', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;

create trigger order_lines_append_only before update or delete or truncate on order_lines
  for each statement execute function refuse_change();
create trigger order_history_append_only before update or delete or truncate on order_history
  for each statement execute function refuse_change();
create trigger order_steps_append_only before update or delete or truncate on order_steps
  for each statement execute function refuse_change();
create trigger orders_keep before delete or truncate on orders
  for each statement execute function refuse_change();

revoke insert, update, delete, truncate on order_history from tandem_orders;
revoke update, delete, truncate on order_lines, order_steps from tandem_orders;
revoke delete, truncate on orders from tandem_orders;
`;

export class Orders1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table order_steps, order_history, order_lines, orders;
      drop function refuse_change, order_lines_add_up, record_order_history, advance_order, order_move_is_legal;
    `);
  }
}
