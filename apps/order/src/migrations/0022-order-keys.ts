import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table order_keys (
  id uuid primary key,
  order_id uuid not null,
  part_id integer not null,
  unit integer not null check (unit >= 1),
  -- What the sync gateway calls the purchase and, once it has it, the key. The key itself is never here.
  purchase_id uuid,
  key_id uuid unique,
  is_file boolean not null default false,
  status text not null default 'pending'
    check (status in ('pending', 'ready', 'revealed', 'replaced', 'refunded')),
  -- The newest news of the purchase: older ones are not looked at.
  purchase_version bigint not null default 0,
  key_version bigint not null default 0,
  refund_id uuid references refunds (id),
  revealed_at timestamptz(3),
  -- When the customer was written to of it.
  told_at timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp(),
  foreign key (order_id, part_id) references order_lines (order_id, part_id),
  constraint order_keys_have_key check (case when status in ('ready', 'revealed', 'replaced') then key_id is not null
    when status = 'pending' then key_id is null else true end),
  constraint order_keys_revealed_has_time check (status <> 'revealed' or revealed_at is not null),
  constraint order_keys_refund check (refund_id is null or status = 'refunded')
);

-- A unit has one key that counts.
create unique index order_keys_of_unit on order_keys (order_id, part_id, unit) where status <> 'replaced';
create index order_keys_of_order on order_keys (order_id, part_id, unit);

-- Every wish to see a key, before the key is fetched: who, which, when. The audit log adds from where.
create table key_reveals (
  id bigint generated always as identity primary key,
  order_key_id uuid not null references order_keys (id),
  user_id uuid not null,
  at timestamptz(3) not null default clock_timestamp()
);

create index key_reveals_by_user on key_reveals (user_id, at);

alter table orders add column keys_changed integer not null default 0;
`;

const RULES = `
create function order_key_is_of_its_line() returns trigger language plpgsql set search_path = orders, pg_temp as $$
begin
  if not exists (select from order_lines l where l.order_id = new.order_id and l.part_id = new.part_id
                  and l.kind = 'game' and new.unit <= l.quantity) then
    raise exception 'order % has no unit % of game %', new.order_id, new.unit, new.part_id
      using errcode = 'integrity_constraint_violation', constraint = 'order_keys_of_line';
  end if;
  return new;
end $$;

create trigger order_keys_of_line before insert on order_keys for each row execute function order_key_is_of_its_line();

create function advance_order_key() returns trigger language plpgsql as $$
begin
  if (new.id, new.order_id, new.part_id, new.unit) is distinct from (old.id, old.order_id, old.part_id, old.unit)
     or (old.key_id is not null and new.key_id is distinct from old.key_id)
     or (old.refund_id is not null and new.refund_id is distinct from old.refund_id)
     or (old.revealed_at is not null and new.revealed_at is distinct from old.revealed_at) then
    raise exception 'what a key of an order is stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('pending', 'ready'), ('pending', 'refunded'), ('ready', 'revealed'), ('ready', 'replaced'), ('ready', 'refunded'),
    ('revealed', 'replaced'), ('revealed', 'refunded')) then
    raise exception 'a key that is % can not become %', old.status, new.status
      using errcode = 'integrity_constraint_violation', constraint = 'order_keys_legal_move';
  end if;
  return new;
end $$;

create trigger order_keys_advance before update on order_keys for each row execute function advance_order_key();
create trigger order_keys_keep before delete or truncate on order_keys for each statement execute function refuse_change();
create trigger key_reveals_append_only before update or delete or truncate on key_reveals
  for each statement execute function refuse_change();
revoke delete, truncate on order_keys from tandem_orders;
revoke update, delete, truncate on key_reveals from tandem_orders;
`;

/** Open pages follow an order by its version: a key that changes is a change of the order. */
const advanceOrder = (withKeys: boolean): string => `
create or replace function advance_order() returns trigger language plpgsql set search_path = orders, pg_temp as $$
begin
  if new.id <> old.id or new.user_id <> old.user_id or new.total_minor <> old.total_minor or new.currency <> old.currency
     or new.payment_method <> old.payment_method or new.idempotency_key <> old.idempotency_key
     or new.refunded_minor < old.refunded_minor ${withKeys ? 'or new.keys_changed < old.keys_changed' : ''} then
    raise exception 'what was ordered stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if new.status <> old.status and not order_move_is_legal(old.status, new.status) then
    raise exception 'an order that is % can not become %', old.status, new.status
      using errcode = 'integrity_constraint_violation', constraint = 'orders_legal_move';
  end if;
  if new.status <> old.status or new.refunded_minor <> old.refunded_minor
     ${withKeys ? 'or new.keys_changed <> old.keys_changed' : ''} then
    new.version := old.version + 1;
    new.updated_at := greatest(clock_timestamp(), old.updated_at);
    if new.status = 'paid' and old.status <> 'paid' then new.paid_at := new.updated_at; end if;
  else
    new.version := old.version;
  end if;
  return new;
end $$`;

/** The keys of ordered games as their shopper sees them: one row a unit, and one more for each that was replaced. */
export class OrderKeys1764100000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(advanceOrder(true));
    await runner.query(auditTable('order_keys', { updatesOf: ['status', 'key_id', 'refund_id'] }));
    await runner.query(auditTable('key_reveals'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(advanceOrder(false));
    await runner.query(`
      alter table orders drop column keys_changed;
      drop table key_reveals, order_keys;
      drop function advance_order_key, order_key_is_of_its_line;
    `);
  }
}
